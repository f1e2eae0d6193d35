// SPDX-License-Identifier: MIT
// Server: connections over Boost.Asio, requests through Boost.Beast's strict parser.
#include "server/http.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <boost/asio.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <ctime>
#include <list>
#include <optional>
#include <thread>
#include <vector>

namespace triptych::server {

OpenFile::~OpenFile() {
  ::close(descriptor_);
}

std::size_t OpenFile::read(std::uint64_t offset, char* into, std::size_t most) const {
  const ssize_t got = ::pread(descriptor_, into, most, static_cast<off_t>(offset));
  return got > 0 ? static_cast<std::size_t>(got) : 0;
}

namespace {

namespace net = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;
using Clock = std::chrono::steady_clock;
using Executor = net::io_context::executor_type;
using Socket = net::basic_stream_socket<net::ip::tcp, Executor>;
using Acceptor = net::basic_socket_acceptor<net::ip::tcp, Executor>;
using Timer = net::basic_waitable_timer<Clock, net::wait_traits<Clock>, Executor>;

constexpr auto kSweep = std::chrono::milliseconds(250);
constexpr auto kStopping = std::chrono::seconds(5);  // what a request that has begun may still take
constexpr auto kLinger = std::chrono::seconds(2);  // a refused client may still send: it must see its answer
constexpr std::size_t kLingerBytes = 16u << 20;    // more than the buffers of two kernels hold
constexpr auto kHandling = std::chrono::seconds(60);
constexpr std::size_t kPiece = 64u << 10;

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 section 5.6.7), made once a second.
class DateLine {
 public:
  const std::string& text() {
    const std::time_t now = std::time(nullptr);
    if (now == second_) return text_;
    second_ = now;
    std::tm parts{};
    gmtime_r(&now, &parts);
    static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char line[64];
    std::snprintf(line, sizeof line, "Date: %s, %02d %s %04d %02d:%02d:%02d GMT\r\n", kDays[parts.tm_wday],
                  parts.tm_mday, kMonths[parts.tm_mon], parts.tm_year + 1900, parts.tm_hour, parts.tm_min,
                  parts.tm_sec);
    text_ = line;
    return text_;
  }

 private:
  std::time_t second_ = -1;
  std::string text_;
};

std::string_view view_of(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

/// The bytes of an address that count for caps.
std::string bytes_of(const net::ip::address& address) {
  if (address.is_v4() || address.to_v6().is_v4_mapped()) {
    const auto bytes =
        (address.is_v4() ? address.to_v4() : net::ip::make_address_v4(net::ip::v4_mapped, address.to_v6()))
            .to_bytes();
    return std::string(bytes.begin(), bytes.end());
  }
  const auto bytes = address.to_v6().to_bytes();
  return std::string(bytes.begin(), bytes.end());
}

class Session;
class Server;

/// One thread, its connections, and the timer that ends those whose deadline has passed. A connection stays
/// on its lane: no locks and no strands between a request and its answer.
class Lane {
 public:
  explicit Lane(Server& owner) : server(owner), work_(net::make_work_guard(context)), sweep_(context) {}

  void run() {
    schedule_sweep();
    context.run();
  }
  void adopt(Socket socket, AddressKey sender);
  /// Idle connections end now, the others with their answer.
  void stop();
  void forget(Session& session);

  Server& server;
  net::io_context context{1};
  bool stopping = false;
  DateLine date;

 private:
  friend class Session;
  bool is_done() const { return stopping && sessions_.empty(); }
  void schedule_sweep();
  void leave_if_done();

  std::list<Session*> sessions_;
  net::executor_work_guard<Executor> work_;
  Timer sweep_;
};

class Server final : public HttpServer {
 public:
  Server(const HttpOptions& wanted, Handler& to, Addresses& caps)
      : options(wanted), handler(to), addresses(caps) {
    const unsigned threads = std::clamp(std::thread::hardware_concurrency(), 1u, 4u);
    for (unsigned i = 0; i < threads; ++i) lanes_.push_back(std::make_unique<Lane>(*this));
    acceptor_.emplace(lanes_[0]->context);
    retry_.emplace(lanes_[0]->context);
    // From here on: a signal between listening and run() waits for run().
    signals_.emplace(lanes_[0]->context, SIGINT, SIGTERM, SIGHUP);
  }

  Result<Done> open();
  std::uint16_t port() const override { return port_; }
  int run() override;

  const HttpOptions options;
  Handler& handler;
  Addresses& addresses;
  std::atomic<std::size_t> connections{0};

 private:
  void accept();
  void stop();

  std::vector<std::unique_ptr<Lane>> lanes_;
  std::size_t next_lane_ = 0;
  std::optional<Acceptor> acceptor_;
  std::optional<Timer> retry_;
  std::optional<net::signal_set> signals_;
  std::optional<net::ip::tcp::endpoint> endpoint_;
  Clock::time_point complained_{};
  std::size_t most_connections_ = 0;
  std::uint16_t port_ = 0;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Lane& lane, Socket socket, AddressKey sender)
      : lane_(lane),
        socket_(std::move(socket)),
        buffer_(lane.server.options.header_bytes + lane.server.options.body_bytes),
        sender_(sender) {}

  std::list<Session*>::iterator place;

  void begin() {
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(options().header_bytes));
    parser_->body_limit(options().body_bytes);
    parser_->eager(true);
    if (buffer_.size() > 0) {
      enter(State::reading, options().request_time);
      parse();
    } else if (lane_.stopping) {
      close();
    } else {
      enter(State::idle, options().idle_time);
      read();
    }
  }

  void sweep(Clock::time_point now) {
    if (now < deadline_) return;
    if (state_ == State::reading) {
      // The waiting read ends with operation_aborted and answers 408 then.
      late_ = true;
      error_code ignored;
      socket_.cancel(ignored);
      enter(State::writing, kLinger);
    } else {
      close();
    }
  }

  void stop(Clock::time_point now) {
    if (state_ == State::idle) return close();
    if (state_ == State::reading) deadline_ = std::min(deadline_, now + kStopping);
  }

 private:
  enum class State : std::uint8_t { idle, reading, handling, writing, lingering };

  const HttpOptions& options() const { return lane_.server.options; }

  void enter(State state, Clock::duration time) {
    state_ = state;
    deadline_ = Clock::now() + time;
  }

  /// Every connection ends here, on its lane: the last reference may be dropped by the writer's thread.
  void close() {
    if (closed_) return;
    closed_ = true;
    error_code ignored;
    socket_.close(ignored);
    lane_.server.connections.fetch_sub(1);
    if (!options().behind_proxy) lane_.server.addresses.disconnect(sender_);
    lane_.forget(*this);
  }

  void read() {
    const std::size_t room = buffer_.max_size() - buffer_.size();
    if (room == 0) return refuse(431, ErrorCode::server_header);
    socket_.async_read_some(buffer_.prepare(std::min<std::size_t>(room, 4'096)),
                            [self = shared_from_this()](error_code fault, std::size_t got) {
                              if (self->late_) return self->refuse(408, ErrorCode::server_slow);
                              if (fault) return self->close();
                              self->buffer_.commit(got);
                              if (self->state_ == State::idle)
                                self->enter(State::reading, self->options().request_time);
                              self->parse();
                            });
  }

  void parse() {
    while (buffer_.size() > 0) {
      error_code fault;
      const std::size_t used = parser_->put(buffer_.data(), fault);
      buffer_.consume(used);
      if (fault == http::error::need_more) return read();
      if (fault == http::error::body_limit) return refuse(413, ErrorCode::server_too_large);
      if (fault == http::error::header_limit || fault == http::error::buffer_overflow)
        return refuse(431, ErrorCode::server_header);
      if (fault) return refuse(400, ErrorCode::server_request);
      if (parser_->is_done()) return handle();
      if (used == 0) break;
    }
    read();
  }

  /// What is known of the request, whether it is complete or not.
  Request understood() const {
    Request request;
    request.sender = sender_;
    const auto& message = parser_->get();
    switch (message.method()) {
      case http::verb::get:
        request.method = Method::get;
        break;
      case http::verb::head:
        request.method = Method::head;
        break;
      case http::verb::post:
        request.method = Method::post;
        break;
      case http::verb::options:
        request.method = Method::options;
        break;
      default:
        request.method = Method::other;
    }
    std::string_view target = view_of(message.target());
    // Absolute form (RFC 9112 section 3.2.2): a server must take it although only proxies are sent it.
    for (const std::string_view scheme : {"http://", "https://"}) {
      if (target.substr(0, scheme.size()) != scheme) continue;
      const std::size_t slash = target.find('/', scheme.size());
      target = slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    const std::size_t mark = target.find('?');
    request.path = target.substr(0, mark);
    const auto field = [&](http::field name) { return view_of(message[name]); };
    request.host = field(http::field::host);
    request.origin = field(http::field::origin);
    request.fetch_site = view_of(message["Sec-Fetch-Site"]);
    request.authorization = field(http::field::authorization);
    request.content_type = field(http::field::content_type);
    request.content_encoding = field(http::field::content_encoding);
    request.accept_encoding = field(http::field::accept_encoding);
    request.if_none_match = field(http::field::if_none_match);
    request.has_length = message.find(http::field::content_length) != message.end();
    if (options().behind_proxy) {
      std::string_view forwarded = view_of(message["X-Forwarded-For"]);
      forwarded.remove_prefix(std::min(forwarded.size(), forwarded.find_last_of(", ") + 1));
      error_code fault;
      const net::ip::address address = net::ip::make_address(std::string(forwarded), fault);
      if (!fault) request.sender = lane_.server.addresses.key_of(bytes_of(address));
    }
    return request;
  }

  /// What the parser lets pass but a proxy before us might read otherwise (RFC 9112 sections 3.2 and 6.3):
  /// exactly one Host, at most one length and a plain one ("5, 5" passes), no coding but chunked, a path.
  bool is_unambiguous(const Request& request) const {
    const auto& message = parser_->get();
    const bool whole_server = request.path == "*" && request.method == Method::options;
    const auto coding = message[http::field::transfer_encoding];
    return (message.version() == 10 || message.count(http::field::host) == 1) &&
           message.count(http::field::content_length) <= 1 &&
           message[http::field::content_length].find_first_not_of("0123456789") ==
               boost::beast::string_view::npos &&
           (coding.empty() || boost::beast::iequals(coding, "chunked")) &&
           (whole_server || request.path.substr(0, 1) == "/");
  }

  void handle() {
    const auto& message = parser_->get();
    head_only_ = message.method() == http::verb::head;
    keep_ = message.keep_alive() && message.version() == 11;
    const Request request = understood();
    if (!is_unambiguous(request)) return refuse(400, ErrorCode::server_request);
    enter(State::handling, kHandling);
    std::string body = parser_->get().body();
    lane_.server.handler.handle(request, std::move(body), [self = shared_from_this()](Response response) {
      net::dispatch(self->lane_.context,
                    [self, answer = std::move(response)]() mutable { self->write(std::move(answer)); });
    });
  }

  /// Ends the connection: what follows on it cannot be told from the body of what was refused.
  void refuse(int status, ErrorCode code) {
    keep_ = false;
    linger_ = true;
    late_ = false;
    const Request request = understood();
    head_only_ = request.method == Method::head;
    Object params;
    if (code == ErrorCode::server_too_large) params.set("limit", options().body_bytes);
    if (code == ErrorCode::server_header) params.set("limit", options().header_bytes);
    write(lane_.server.handler.refuse(status, Error{code, std::string(request.path), params}, request));
  }

  void write(Response response) {
    if (closed_) return;
    if (lane_.stopping) keep_ = false;
    response_ = std::move(response);
    const std::uint64_t size = response_.body   ? response_.body->size()
                               : response_.file ? response_.file->size()
                                                : 0;
    const std::string_view reason =
        view_of(http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response_.status))));
    head_ = "HTTP/1.1 " + std::to_string(response_.status) + " ";
    head_.append(reason).append("\r\n").append(lane_.date.text()).append(response_.fields);
    if (response_.status != 204 && response_.status != 304)
      head_.append("Content-Length: ").append(std::to_string(size)).append("\r\n");
    if (!keep_) head_.append("Connection: close\r\n");
    head_.append("\r\n");
    const bool bare = head_only_ || response_.status == 204 || response_.status == 304;
    enter(State::writing, std::chrono::seconds(15 + size / options().least_bytes_a_second));
    const std::array<net::const_buffer, 2> parts{
        net::buffer(head_), bare || !response_.body ? net::const_buffer() : net::buffer(*response_.body)};
    net::async_write(socket_, parts, [self = shared_from_this(), bare](error_code fault, std::size_t) {
      if (fault) return self->close();
      if (self->response_.file && !bare) return self->write_piece(0);
      self->written();
    });
  }

  void write_piece(std::uint64_t offset) {
    if (offset >= response_.file->size()) return written();
    head_.resize(kPiece);
    const std::size_t most =
        static_cast<std::size_t>(std::min<std::uint64_t>(kPiece, response_.file->size() - offset));
    const std::size_t got = response_.file->read(offset, head_.data(), most);
    if (got == 0) return close();  // the file has shrunk: a cut connection says so, a short body would not
    net::async_write(socket_, net::buffer(head_.data(), got),
                     [self = shared_from_this(), offset, got](error_code fault, std::size_t) {
                       if (fault) return self->close();
                       self->write_piece(offset + got);
                     });
  }

  void written() {
    response_ = {};
    head_.clear();
    if (keep_) return begin();
    error_code ignored;
    socket_.shutdown(net::ip::tcp::socket::shutdown_send, ignored);
    if (!linger_) return close();
    // Closing with unread bytes would send a reset, and the client might never see why it was refused.
    enter(State::lingering, kLinger);
    head_.resize(kPiece);
    linger(0);
  }

  void linger(std::size_t sum) {
    socket_.async_read_some(net::buffer(head_),
                            [self = shared_from_this(), sum](error_code fault, std::size_t got) {
                              if (fault || sum + got > kLingerBytes) return self->close();
                              self->linger(sum + got);
                            });
  }

  Lane& lane_;
  Socket socket_;
  boost::beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  const AddressKey sender_;
  State state_ = State::idle;
  Clock::time_point deadline_{};
  bool keep_ = false;
  bool head_only_ = false;
  bool linger_ = false;
  bool late_ = false;
  bool closed_ = false;
  Response response_;
  std::string head_;
};

void Lane::adopt(Socket socket, AddressKey sender) {
  error_code ignored;
  socket.set_option(net::ip::tcp::no_delay(true), ignored);
  const auto session = std::make_shared<Session>(*this, std::move(socket), sender);
  session->place = sessions_.insert(sessions_.end(), session.get());
  session->begin();
}

void Lane::forget(Session& session) {
  sessions_.erase(session.place);
  leave_if_done();
}

void Lane::stop() {
  stopping = true;
  const auto now = Clock::now();
  for (auto at = sessions_.begin(); at != sessions_.end();) (*at++)->stop(now);  // may leave the list
  leave_if_done();
}

void Lane::leave_if_done() {
  if (!is_done()) return;
  sweep_.cancel();
  work_.reset();
}

void Lane::schedule_sweep() {
  sweep_.expires_after(kSweep);
  sweep_.async_wait([this](error_code fault) {
    if (fault) return;
    const auto now = Clock::now();
    for (auto at = sessions_.begin(); at != sessions_.end();) (*at++)->sweep(now);  // may leave the list
    // Where the lane was left just now, or while this call was on its way, there was no wait to cancel.
    if (!is_done()) schedule_sweep();
  });
}

Result<Done> Server::open() {
  const std::string where = options.host + ":" + std::to_string(options.port);
  error_code fault;
  const net::ip::address address =
      net::ip::make_address(options.host == "localhost" ? "127.0.0.1" : options.host, fault);
  const net::ip::tcp::endpoint endpoint(address, options.port);
  if (!fault) acceptor_->open(endpoint.protocol(), fault);
  if (!fault) acceptor_->set_option(net::socket_base::reuse_address(true), fault);
  if (!fault) acceptor_->bind(endpoint, fault);
  if (!fault) acceptor_->listen(net::socket_base::max_listen_connections, fault);
  if (fault) return Error{ErrorCode::server_listen, where, {{"reason", fault.message()}}};
  port_ = acceptor_->local_endpoint().port();

  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    getrlimit(RLIMIT_NOFILE, &files);
    most_connections_ =
        std::min<std::size_t>(options.connections, files.rlim_cur > 128 ? files.rlim_cur - 64 : 64);
  } else {
    most_connections_ = options.connections;
  }
  return Done{};
}

void Server::accept() {
  Lane& lane = *lanes_[next_lane_];
  endpoint_.emplace();
  acceptor_->async_accept(lane.context, *endpoint_, [this, &lane](error_code fault, Socket socket) {
    if (!acceptor_->is_open()) return;
    if (fault) {
      // Out of descriptors or memory: say so, and try again when some connection has ended.
      if (Clock::now() - complained_ > std::chrono::seconds(1)) {
        complained_ = Clock::now();
        handler.trouble(Error{ErrorCode::server_accept, "", {{"reason", fault.message()}}});
      }
      retry_->expires_after(std::chrono::milliseconds(100));
      retry_->async_wait([this](error_code stopped) {
        if (!stopped) accept();
      });
      return;
    }
    const AddressKey sender = addresses.key_of(bytes_of(endpoint_->address()));
    if (connections.load() >= most_connections_ || (!options.behind_proxy && !addresses.connect(sender))) {
      static constexpr std::string_view kFull =
          "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: "
          "close\r\n\r\n";
      error_code ignored;
      socket.non_blocking(true, ignored);
      socket.send(net::buffer(kFull), 0, ignored);
    } else {
      connections.fetch_add(1);
      next_lane_ = (next_lane_ + 1) % lanes_.size();
      net::post(lane.context,
                [&lane, sender, kept = std::move(socket)]() mutable { lane.adopt(std::move(kept), sender); });
    }
    accept();
  });
}

void Server::stop() {
  error_code ignored;
  acceptor_->close(ignored);
  retry_->cancel();
  for (const auto& lane : lanes_) net::post(lane->context, [raw = lane.get()] { raw->stop(); });
}

int Server::run() {
  int first = 0;
  signals_->async_wait([&](error_code fault, int number) {
    if (fault) return;
    first = number;
    stop();
    // The default action is back: a second signal ends the process.
    signals_->clear(fault);
  });
  accept();
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < lanes_.size(); ++i)
    threads.emplace_back([lane = lanes_[i].get()] { lane->run(); });
  lanes_[0]->run();
  for (std::thread& thread : threads) thread.join();
  return first;
}

}  // namespace

Result<std::unique_ptr<HttpServer>> HttpServer::listen(const HttpOptions& options, Handler& handler,
                                                       Addresses& addresses) {
  auto server = std::make_unique<Server>(options, handler, addresses);
  TRIPTYCH_TRY(server->open());
  return std::unique_ptr<HttpServer>(std::move(server));
}

}  // namespace triptych::server
