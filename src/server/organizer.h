// SPDX-License-Identifier: MIT
// Server: the organizer's door: what whoever holds the key may ask of the store without a command line.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "base/result.h"
#include "server/http.h"
#include "server/release.h"

namespace triptych::server {

/// Routes, each with `Authorization: Bearer KEY` (a header that no other site's page may send here):
/// GET /organizer/ballots/<survey>: the .ballots file, raw personal data;
/// POST /organizer/publish/<survey>, POST /organizer/close/<survey>: what the commands of those names do, answered when done.
/// One at a time, on a thread of its own: ballots are taken and pages shown meanwhile.
class Organizer {
 public:
  struct Asks {
    std::string key;  ///< at least 32 characters of base64url
    std::function<Result<std::string>(const std::string& survey)> ballots;
    std::function<Result<Object>(const std::string& survey, Occasion occasion)> publish;
  };
  /// `refuse`: the answer to an error, as the service writes them.
  using Refuse = std::function<Response(int status, const Error& error)>;

  explicit Organizer(Asks asks);
  /// Waits for what is under way.
  ~Organizer();

  static bool is_path(std::string_view path) { return path.starts_with("/organizer/"); }
  /// `respond` is called here for a refusal, else later on the organizer's thread. Statuses: 200; 401 server_key; 404; 405; 409
  /// server_working; 500 with the error of the work.
  void handle(const Request& request, std::string common_fields, const Refuse& refuse, Handler::Respond respond);

 private:
  void run();

  const Asks asks_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::function<void()> work_;
  bool working_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace triptych::server
