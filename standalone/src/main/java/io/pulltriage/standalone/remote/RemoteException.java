package io.pulltriage.standalone.remote;

import java.io.IOException;

/** The server is away, refuses, or answers what it should not; the message is for people. */
public final class RemoteException extends IOException {

  private static final long serialVersionUID = 1L;

  private final int status;

  RemoteException(int status, String message) {
    super(message);
    this.status = status;
  }

  RemoteException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The status of HTTP; 0 where there was no answer. */
  public int status() {
    return status;
  }
}
