package org.carejourney.messaging;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;

/**
 * Connections that send at once what was written. A mail is written in several pieces and its end
 * by itself: with Nagle's algorithm (RFC 896) that waits until the server has acknowledged what
 * came before, which it puts off for 40 ms and more (RFC 9293, 3.8.6.3).
 */
final class PromptSockets extends SocketFactory {

  private static final ThreadLocal<Patience> PATIENCE = new ThreadLocal<>();

  private final SocketFactory usual = SocketFactory.getDefault();

  /** Until it is closed it ends the connections that this thread opens when they take too long. */
  static Patience patience(Duration longest) {
    Patience begun = new Patience(longest);
    PATIENCE.set(begun);
    return begun;
  }

  @Override
  public Socket createSocket() throws IOException {
    return prompt(usual.createSocket());
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return prompt(usual.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return prompt(usual.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return prompt(usual.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return prompt(usual.createSocket(host, port, local, localPort));
  }

  private static Socket prompt(Socket socket) throws IOException {
    socket.setTcpNoDelay(true);
    Patience watching = PATIENCE.get();
    if (watching != null) {
      watching.over(socket);
    }
    return socket;
  }
}
