// SPDX-License-Identifier: MIT
// Cli: triptych serve --site DIR --store FILE --port N [--organizer-key FILE]: the embedded collector, for one machine. TLS is a
// proxy's business.
#include <openssl/rand.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <mutex>

#include "ballot/file.h"
#include "base/base64url.h"
#include "cli/arguments.h"
#include "cli/console.h"
#include "cli/copies.h"
#include "cli/files.h"
#include "cli/room.h"
#include "cli/snapshots.h"
#include "server/csp.h"
#include "server/service.h"

namespace triptych::cli {
namespace {

using namespace triptych::server;

/// What the operator reads: faults without addresses, the same one at most once a minute. Any thread.
class Log {
 public:
  explicit Log(Console& console) : console_(console) {}

  void fault(const Error& error) {
    const std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (last_ == error.code && now - said_ < std::chrono::minutes(1)) return;
    last_ = error.code;
    said_ = now;
    console_.fail(error);
    std::fflush(stdout);
  }
  void note(std::string_view key, const Object& params) {
    const std::lock_guard lock(mutex_);
    console_.note(key, params);
  }

 private:
  Console& console_;
  std::mutex mutex_;
  std::optional<ErrorCode> last_;
  std::chrono::steady_clock::time_point said_{};
};

struct ServeOptions {
  std::string site, store;
  std::optional<std::string> seed;
  bool simulated = false;
  /// For phones on the local network, at an event without internet.
  bool room = false;
  HttpOptions http;
  Addresses::Limits limits;
  std::vector<std::string> origins;
  /// A file with the key of the organizer's door; made if it is not there.
  std::optional<std::string> organizer_key;
};

Result<ServeOptions> read_options(Arguments& arguments) {
  ServeOptions options;
  options.site = TRIPTYCH_TRY(arguments.need("site"));
  options.store = TRIPTYCH_TRY(arguments.need("store"));
  options.seed = arguments.take("seed");
  options.simulated = arguments.take_flag("simulated");
  options.room = arguments.take_flag("room");
  options.organizer_key = arguments.take("organizer-key");
  options.http.host = arguments.take("host").value_or(options.room ? "0.0.0.0" : options.http.host);
  options.http.port =
      static_cast<std::uint16_t>(TRIPTYCH_TRY(arguments.take_number("port", 8080, 0, 65'535)));
  options.http.behind_proxy = arguments.take_flag("behind-proxy");
  options.limits.connections = static_cast<std::uint32_t>(
      TRIPTYCH_TRY(arguments.take_number("connections-per-address", options.limits.connections, 0, 100'000)));
  options.limits.posts_a_minute = static_cast<std::uint32_t>(
      TRIPTYCH_TRY(arguments.take_number("posts-per-minute", options.limits.posts_a_minute, 0, 100'000'000)));
  std::string list = arguments.take("allow-origin").value_or("");
  for (std::size_t start = 0; start < list.size();) {
    const std::size_t comma = std::min(list.find(',', start), list.size());
    const std::string origin = list.substr(start, comma - start);
    // An origin as browsers write it, with nothing behind the host and port; else it would never match.
    if (origin != "*" && origin_of(origin) != origin)
      return Error{ErrorCode::usage_option, "--allow-origin " + origin, {}};
    options.origins.push_back(origin);
    start = comma + 1;
  }
  TRIPTYCH_TRY(arguments.inputs(0, 0));
  return options;
}

/// The key in that file; a new one of 192 bits, readable by its owner only, where there is no such file. Errors: cli_read, cli_write,
/// server_key (path: a file that holds none).
Result<std::string> organizer_key(const std::string& path) {
  constexpr std::size_t kRandomBytes = 24;
  constexpr std::size_t kLetters = 32;
  if (!std::filesystem::exists(path)) {
    std::string random(kRandomBytes, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char*>(random.data()), static_cast<int>(random.size())) != 1)
      return Error{ErrorCode::cli_write, path, {{"reason", "no randomness"}}};
    const mode_t before = umask(077);
    const Result<Done> written = write_whole(path, base64url_encode(random) + "\n");
    umask(before);
    if (!written.ok()) return written.error();
  }
  std::string key = TRIPTYCH_TRY(read_whole(path));
  key.resize(std::min(key.find_first_of("\r\n"), key.size()));
  if (key.size() < kLetters || !base64url_decode(key)) return Error{ErrorCode::server_key, path, {}};
  return key;
}

/// The addresses that phones may open, best first: of every interface, or the one that was asked for.
std::vector<std::string> addresses_for_phones(const ServeOptions& options, std::uint16_t port) {
  const bool everywhere = options.http.host == "0.0.0.0";
  std::vector<std::string> addresses;
  for (const std::string& host :
       everywhere ? local_addresses() : std::vector<std::string>{options.http.host}) {
    addresses.push_back("http://" + host + ":" + std::to_string(port) + "/");
  }
  return addresses;
}

/// Said on standard error, so that scripts read the line before it: the code to scan, and what a plain http
/// page cannot do.
void invite(const std::vector<std::string>& addresses, const Console& console) {
  if (addresses.empty()) {
    console.note("cli.serve.no_network", {});
    return;
  }
  std::fputs(qr_code(addresses.front()).c_str(), stderr);
  for (const std::string& address : addresses) console.note("cli.serve.room", {{"address", address}});
  console.note("cli.serve.plain", {});
}

/// Writes the ballots of a .ballots file that are not there yet.
Result<Done> seed_store(const ballot::File& file, const Surveys& surveys, Writer& writer) {
  constexpr std::size_t kMostInFlight = 4'096;
  const auto in_flight =
      std::make_shared<std::atomic<std::size_t>>(0);  // shared: the last notify may come after the last wait
  std::atomic<Outcome> worst = Outcome::created;
  const auto wait_for = [&](std::size_t most) {
    for (std::size_t now = *in_flight; now > most; now = *in_flight) in_flight->wait(now);
  };
  std::optional<Error> fault;
  for (const std::string& bytes : file.ballots) {
    Result<Received> received = receive_bytes(surveys, bytes);
    if (!received.ok()) {
      fault = std::move(received).error();
      break;
    }
    in_flight->fetch_add(1);
    writer.put({std::move(received.value().bytes), std::move(received.value().codebook)},
               [&worst, in_flight](Outcome outcome) {
                 if (outcome != Outcome::created && outcome != Outcome::existed) worst = outcome;
                 in_flight->fetch_sub(1);
                 in_flight->notify_one();
               });
    wait_for(kMostInFlight);
  }
  wait_for(0);
  if (fault) return *std::move(fault);
  if (worst != Outcome::created) return Error{code_of(worst), "", {}};
  return Done{};
}

}  // namespace

int serve_command(Arguments& arguments, Console& console) {
  const Result<ServeOptions> read = read_options(arguments);
  if (!read.ok()) return console.fail(read.error());
  const ServeOptions& options = read.value();
  std::signal(SIGXFSZ, SIG_IGN);  // a file at its limit is an error of write(), as a full disk is
  Log log(console);

  auto publisher =
      Publisher::open(options.site, options.store, [&](const Error& error) {
        // A reminder, not a fault: scripts that read standard output hear of faults alone.
        if (error.code == ErrorCode::store_overdue)
          log.note("error.store_overdue", error.params);
        else
          log.fault(error);
      });
  if (!publisher.ok()) return console.fail(publisher.error());
  const auto& surveys = publisher.value()->showing()->surveys;
  std::optional<ballot::File> seed;
  if (options.seed) {
    const Result<std::string> text = read_whole(*options.seed);
    if (!text.ok()) return console.fail(text.error());
    Result<ballot::File> file = ballot::read_file(text.value());
    if (!file.ok()) return console.fail(file.error());
    seed = std::move(file).value();
  }
  // A store is made for what the site says it is; an existing one must be of that kind.
  const bool demonstration = options.simulated || (seed && seed->header.simulated) ||
                             std::all_of(surveys->all().begin(), surveys->all().end(),
                                         [](const Survey& survey) { return survey.simulated; });

  std::atomic<bool> healthy = true;
  auto writer = Writer::open(options.store, demonstration ? StoreKind::simulated : StoreKind::real,
                             [&](std::optional<Error> error) {
                               healthy = !error;
                               if (error)
                                 log.fault(*error);
                               else
                                 log.note("cli.serve.recovered", {});
                             });
  if (!writer.ok()) return console.fail(writer.error());
  if (seed) {
    const Result<Done> seeded = seed_store(*seed, *surveys, *writer.value());
    if (!seeded.ok()) return console.fail(seeded.error());
  }
  const Result<Done> started = publisher.value()->start();
  if (!started.ok()) return console.fail(started.error());

  std::unique_ptr<Organizer> organizer;
  if (options.organizer_key) {
    Result<std::string> key = organizer_key(*options.organizer_key);
    if (!key.ok()) return console.fail(key.error());
    organizer = std::make_unique<Organizer>(Organizer::Asks{
        std::move(key).value(),
        [&](const std::string& survey) { return copy_of_store(options.store, survey, console.messages()); },
        [&](const std::string& survey, Occasion occasion) {
          Console quiet(console.messages().language(), console.json());
          return publish_survey({options.store, options.site, occasion, utc_today()}, survey, quiet);
        }});
  }

  Addresses addresses(options.limits);
  Service service({options.site, options.origins, organizer.get()}, *writer.value(), *publisher.value(), addresses, healthy,
                  [&](const Error& error) { log.fault(error); });
  const auto server = HttpServer::listen(options.http, service, addresses);
  if (!server.ok()) return console.fail(server.error());
  const std::string host =
      options.http.host.find(':') == std::string::npos ? options.http.host : "[" + options.http.host + "]";
  Object said{{"address", "http://" + host + ":" + std::to_string(server.value()->port()) + "/"},
              {"store", options.store},
              {"kind", demonstration ? "simulated" : "real"}};
  std::vector<std::string> phones;
  if (options.room) {
    phones = addresses_for_phones(options, server.value()->port());
    said.set("phones", Array(phones.begin(), phones.end()));
  }
  console.report("cli.serve.listening", said);
  std::fflush(stdout);
  if (options.organizer_key) console.note("cli.serve.organizer", {{"file", *options.organizer_key}});
  if (options.room) invite(phones, console);
  server.value()->run();
  // What was taken in before the signal reaches the disk, and its answer has somewhere to go, before anything
  // else ends.
  organizer.reset();
  writer.value().reset();
  log.note("cli.serve.stopped", {});
  return kClean;
}

}  // namespace triptych::cli
