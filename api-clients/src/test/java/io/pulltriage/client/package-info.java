/** Tests of the clients that are generated from the OpenAPI document. */
package io.pulltriage.client;
