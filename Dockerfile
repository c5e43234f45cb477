# PullTriage's image: `docker build -t pulltriage .` The entry point is the command line: `docker run pulltriage --help`.
# Both bases are arguments, so that it builds from a mirror, from a digest of your choice, or from a local image. Needs BuildKit.

# The JDK that the tests run on.
ARG BUILD_IMAGE=maven:3.9.11-eclipse-temurin-17
# The current long-term Java. Not a patch of it: a build takes the fixes that there are; pin a digest where builds must repeat.
ARG RUNTIME_IMAGE=eclipse-temurin:25-jre-noble

FROM ${BUILD_IMAGE} AS build
WORKDIR /src
COPY . .
# What is downloaded stays in a cache of its own, whatever changes in the sources.
RUN --mount=type=cache,target=/root/.m2/repository \
    mvn -B -ntp -q -Dmaven.test.skip -Dspotless.check.skip -Psbom -pl standalone -am package
# What changes with each build, apart from what hardly ever does.
RUN mkdir -p /dist/libraries /dist/program \
    && mv standalone/target/lib/* /dist/libraries/ \
    && mv standalone/target/bom.json /dist/sbom.cdx.json \
    && mv /dist/libraries/pulltriage.jar /dist/program/ \
    && for jar in */target/*.jar; do \
         ! [ -f "/dist/libraries/${jar##*/}" ] || mv "/dist/libraries/${jar##*/}" /dist/program/ || exit 1; \
       done

FROM ${RUNTIME_IMAGE} AS program
COPY --from=build /dist/libraries/ /opt/pulltriage/lib/
COPY LICENSE NOTICE /opt/pulltriage/
COPY --from=build /dist/program/ /opt/pulltriage/lib/
COPY --from=build /dist/sbom.cdx.json /opt/pulltriage/
COPY pulltriage /opt/pulltriage/

# The demo goes through nearly all of the program. What it loads is laid out in an archive, from which later starts are
# quicker. This also proves that the image works before it is one.
FROM program AS trained
RUN PULLTRIAGE_JAVA_OPTS=-XX:ArchiveClassesAtExit=/opt/pulltriage/lib/pulltriage.jsa \
    /opt/pulltriage/pulltriage demo --once >/tmp/demo.txt && grep -q TAG_NOT_FOUND /tmp/demo.txt

FROM program
ARG VERSION=0.1.0-SNAPSHOT
ARG REVISION=unknown
LABEL org.opencontainers.image.title="PullTriage" \
      org.opencontainers.image.description="Says why images will not pull, across all of your Kubernetes clusters." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=trained /opt/pulltriage/lib/pulltriage.jsa /opt/pulltriage/lib/
# Folders that volumes are mounted on belong to the user; nothing else does, and the root file system may be read-only.
RUN mkdir -p /var/lib/pulltriage /run/pulltriage && chown 10001:10001 /var/lib/pulltriage /run/pulltriage
# A number, so that Kubernetes can tell that it is not root.
USER 10001:10001
WORKDIR /var/lib/pulltriage
# The heap is a part of the container's memory; state (RocksDB) and buffers take the rest.
ENV PULLTRIAGE_JAVA_OPTS="-XX:MaxRAMPercentage=50 -XX:+ExitOnOutOfMemoryError"
# REST and the page of `analyze`; metrics and health of `produce`.
EXPOSE 8080 8090
ENTRYPOINT ["/opt/pulltriage/pulltriage"]
CMD ["--help"]
