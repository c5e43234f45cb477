package io.pulltriage.streams.query;

/**
 * What comes first in a list of incidents or outbreaks. Every instance lists in the same order, and
 * a cursor stands for a place in it, not for a number: what comes and goes meanwhile moves nothing
 * else. Each thing that keeps its place while pages are turned is on exactly one of them.
 */
public enum Order {

  /**
   * The open before the resolved; of the open those first that began last, of the resolved those
   * that ended last; then by id. What opens or ends while pages are turned changes its place, so
   * that it may be on two pages or on none.
   */
  NEWEST,

  /**
   * By id, as its UTF-8 bytes: by cluster, namespace, workload, container. A thing never changes
   * this place: this is the order to go through all of them in.
   */
  ID
}
