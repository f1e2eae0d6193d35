// SPDX-License-Identifier: MIT
// Server: what is answered: ballots in, released snapshots and the site's files out.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "server/addresses.h"
#include "server/http.h"
#include "server/organizer.h"
#include "server/publisher.h"
#include "server/static_files.h"
#include "server/store.h"

namespace triptych::server {

/// POST /ballots · the organizer's door, where there is one (organizer.h) · GET /results/<survey>.json · GET /health · GET and HEAD of files · OPTIONS of anything.
/// Errors are {"error":{"code","path","params"}} with the code of error_codes.def.
class Service final : public Handler {
 public:
  struct Options {
    std::string site;
    /// Origins of other sites whose pages may send ballots here and read results; "*" for any.
    std::vector<std::string> allowed_origins;
    /// Null: no such door, and its addresses are not found.
    Organizer* organizer = nullptr;
  };
  /// `healthy`: whether the store takes ballots, for /health.
  Service(Options options, Writer& writer, Publisher& publisher, Addresses& addresses,
          const std::atomic<bool>& healthy, std::function<void(const Error&)> trouble);

  void handle(const Request& request, std::string body, Respond respond) override;
  Response refuse(int status, const Error& error, const Request& request) override;
  void trouble(const Error& error) override { trouble_(error); }

 private:
  bool is_allowed(const Request& request) const;
  std::string common_fields(const Request& request) const;
  /// Access-Control-Allow-Origin, where other sites may send ballots.
  std::string sharing_fields(const Request& request) const;
  Response refusal(int status, const Error& error, const Request& request) const;
  void take_ballot(const Request& request, std::string body, Respond respond);
  Response show(const Request& request);

  const Options options_;
  Writer& writer_;
  Publisher& publisher_;
  Addresses& addresses_;
  const std::atomic<bool>& healthy_;
  const std::function<void(const Error&)> trouble_;
  StaticFiles files_;
};

}  // namespace triptych::server
