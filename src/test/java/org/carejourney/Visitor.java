package org.carejourney;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who talks to the running application over real HTTP: a program with a password, or a
 * browser with cookies that does what the pages and Camunda's web applications do with their
 * tokens. Follows no redirects.
 */
public final class Visitor {

  /** The password of every demo account. */
  public static final String PASSWORD = "Welcome-2-Care!";

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
  private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies).build();
  private final String root;
  private final String credentials;

  private Visitor(int port, String credentials) {
    this.root = "http://localhost:" + port;
    this.credentials = credentials;
  }

  /** Nobody we know. */
  public static Visitor stranger(int port) {
    return new Visitor(port, null);
  }

  /** A program that sends a demo account's password with every request. */
  public static Visitor program(int port, String user) {
    String pair = user + ":" + PASSWORD;
    return new Visitor(
        port, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
  }

  /** A browser in which a demo account has logged in at our page. */
  public static Visitor browser(int port, String user) {
    Visitor visitor = stranger(port);
    visitor.logIn(user, PASSWORD);
    return visitor;
  }

  /** A browser in which a demo account has logged in at Tasklist's own form. */
  public static Visitor tasklist(int port, String user) {
    Visitor visitor = stranger(port);
    visitor.logInAtTasklist(user, PASSWORD);
    return visitor;
  }

  /** A browser that logged in at our page and has the web applications open beside it. */
  public static Visitor browserWithToken(int port, String user) {
    Visitor visitor = browser(port, user);
    visitor.get("/camunda/app/tasklist/default/");
    return visitor;
  }

  /** Posts our login form and answers what came back. */
  public HttpResponse<String> logIn(String user, String password) {
    return postForm("/care/login", "/care/login", "username", user, "password", password);
  }

  /** Posts Tasklist's login form and answers what came back. */
  public HttpResponse<String> logInAtTasklist(String user, String password) {
    return logInAt("tasklist", user, password);
  }

  /** Posts the login form of one of Camunda's web applications and answers what came back. */
  public HttpResponse<String> logInAt(String app, String user, String password) {
    get("/camunda/app/%s/default/".formatted(app));
    HttpResponse<String> answer =
        send(
            request("/camunda/api/admin/auth/user/default/login/" + app)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form("username", user, "password", password))));
    get("/camunda/app/%s/default/".formatted(app)); // the new session has a new token
    return answer;
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  public HttpResponse<String> post(String path, String json) {
    return json("POST", path, json);
  }

  public HttpResponse<String> put(String path, String json) {
    return json("PUT", path, json);
  }

  public HttpResponse<String> delete(String path) {
    return send(request(path).DELETE());
  }

  /** Sends a body as JSON. */
  public HttpResponse<String> json(String method, String path, String json) {
    return send(method, path, "application/json", BodyPublishers.ofString(json));
  }

  /** Sends any body. */
  public HttpResponse<String> send(
      String method, String path, String contentType, BodyPublisher body) {
    return send(request(path).header("Content-Type", contentType).method(method, body));
  }

  /** Posts a form as one of our pages does, with the token found on another page of ours. */
  public HttpResponse<String> postForm(String page, String path, String... namesAndValues) {
    Matcher token = CSRF.matcher(get(page).body());
    String[] fields = namesAndValues;
    if (token.find()) {
      fields = Arrays.copyOf(namesAndValues, namesAndValues.length + 2);
      fields[namesAndValues.length] = "_csrf";
      fields[namesAndValues.length + 1] = token.group(1);
    }
    return send(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString(form(fields))));
  }

  /** Deploys one file as Modeler does, to one of the two REST roots. */
  public HttpResponse<String> deploy(String restRoot, String fileName, byte[] content) {
    String boundary = "carejourney-boundary";
    String head =
        "--%1$s\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\n%2$s\r\n--%1$s\r\n"
                .formatted(boundary, fileName)
            + "Content-Disposition: form-data; name=\"enable-duplicate-filtering\"\r\n\r\ntrue\r\n--%s\r\n"
                .formatted(boundary)
            + "Content-Disposition: form-data; name=\"data\"; filename=\"%s\"\r\n"
                .formatted(fileName)
            + "Content-Type: application/octet-stream\r\n\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofByteArray(content),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    return send(
        "POST", restRoot + "/deployment/create", "multipart/form-data; boundary=" + boundary, body);
  }

  /** The value of a cookie, if there is one. */
  public Optional<String> cookie(String name) {
    return cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals(name))
        .map(HttpCookie::getValue)
        .findFirst();
  }

  /** A request to add headers to; send it with {@link #send(HttpRequest.Builder)}. */
  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
    if (credentials != null) {
      request.header("Authorization", credentials);
    }
    if (path.startsWith("/camunda")) {
      cookie("XSRF-TOKEN").ifPresent(token -> request.header("X-XSRF-TOKEN", token));
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofString());
  }

  /** The same, read in another way. */
  public <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String form(String... namesAndValues) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      form.append(i > 0 ? "&" : "")
          .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }
}
