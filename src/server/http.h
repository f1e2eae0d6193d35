// SPDX-License-Identifier: MIT
// Server: HTTP/1.1 connections: strict parsing, caps and deadlines. What to answer is the Handler's business.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "server/addresses.h"

namespace triptych::server {

enum class Method : std::uint8_t { get, head, post, options, other };

/// Views live until the handler returns.
struct Request {
  Method method = Method::other;
  std::string_view path;  ///< as sent, percent-encoded, begins with '/'; without query
  std::string_view host, origin, fetch_site, authorization, content_type, content_encoding, accept_encoding, if_none_match;
  bool has_length = false;  ///< Content-Length was sent (a chunked body has none)
  AddressKey sender;        ///< for rates only
};

/// A file too large to be kept in memory; sent piece by piece.
class OpenFile {
 public:
  OpenFile(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile();
  std::uint64_t size() const { return size_; }
  /// Bytes read at that place: 0 at the end or on an error.
  std::size_t read(std::uint64_t offset, char* into, std::size_t most) const;

 private:
  int descriptor_;
  std::uint64_t size_;
};

struct Response {
  int status = 200;
  /// Whole lines "Name: value\r\n"; the connection adds Date, Content-Length and Connection.
  std::string fields;
  /// At most one of the two.
  std::shared_ptr<const std::string> body;
  std::shared_ptr<const OpenFile> file;
};

class Handler {
 public:
  /// Callable once, from any thread.
  using Respond = std::function<void(Response)>;

  virtual ~Handler() = default;
  virtual void handle(const Request& request, std::string body, Respond respond) = 0;
  /// The answer to what never became a request that handle() could see; `request` holds what was understood
  /// of it.
  virtual Response refuse(int status, const Error& error, const Request& request) = 0;
  /// A fault of the server itself, for its log; at most one a second.
  virtual void trouble(const Error& error) = 0;
};

struct HttpOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: any free one
  std::size_t header_bytes = 8'192;
  std::size_t body_bytes = 1'024;
  std::size_t connections = 4'000;  ///< lowered to what the process may open
  /// From the first byte of a request to its last, however it drips.
  std::chrono::milliseconds request_time{10'000};
  /// Between requests, and before the first.
  std::chrono::milliseconds idle_time{20'000};
  /// A reader slower than this (after 15 s of patience) is cut.
  std::uint64_t least_bytes_a_second = 4'096;
  /// A proxy stands before: the sender is the last address of X-Forwarded-For, and connections are the
  /// proxy's business.
  bool behind_proxy = false;
};

class HttpServer {
 public:
  /// Listens at once. Error: server_listen (path: host:port; reason).
  static Result<std::unique_ptr<HttpServer>> listen(const HttpOptions& options, Handler& handler,
                                                    Addresses& addresses);
  virtual ~HttpServer() = default;

  virtual std::uint16_t port() const = 0;
  /// Serves until SIGINT, SIGTERM or SIGHUP: then takes no more connections, answers what has begun (within
  /// its deadlines) and returns the signal's number. A second signal ends the process. Whoever still holds a
  /// Respond must have called or dropped it before the server is destroyed.
  virtual int run() = 0;
};

}  // namespace triptych::server
