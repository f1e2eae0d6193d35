// SPDX-License-Identifier: MIT
// Server: what may be shown beside the store: reads content/ again when it changes, releases in batches.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "server/content.h"
#include "server/store.h"
#include "server/surveys.h"

namespace triptych::server {

/// All that answering a request needs, from one moment. Never changed: replaced.
struct Showing {
  std::shared_ptr<const Surveys> surveys;
  /// Header fields of every answer (csp.h).
  std::string security_fields;
  /// Released snapshots by survey.
  std::map<std::string, std::shared_ptr<const Content>, std::less<>> snapshots;
};

class Publisher {
 public:
  /// Told of faults (content/ that cannot be read any more: the last good one stays in use; a store that
  /// cannot be read).
  using Trouble = std::function<void(const Error&)>;

  /// Reads the site. The store need not exist yet. Errors: those of Surveys::load.
  static Result<std::unique_ptr<Publisher>> open(const std::string& site, const std::string& store,
                                                 Trouble trouble);
  ~Publisher();

  /// Call once the store exists: releases what is due, then watches in a thread of its own until destroyed.
  Result<Done> start();
  std::shared_ptr<const Showing> showing() const;
  /// A new ballot is on disk. Any thread.
  void arrived();

 private:
  Publisher(std::string site, std::string store, Trouble trouble);
  void watch();
  void reload();
  void release_due();
  void show(std::shared_ptr<const Surveys> surveys);

  const std::string site_;
  const std::string store_path_;
  const Trouble trouble_;
  std::optional<Store> store_;
  std::string stamp_;
  std::map<std::string, std::string> snapshot_texts_;  ///< by survey: what `showing_` was made of
  std::string warned_on_;  ///< the day on which overdue ballots were last told
  std::atomic<std::uint64_t> arrivals_{0};

  mutable std::mutex showing_mutex_;  // std::atomic<std::shared_ptr> of GCC 12 unlocks too weakly in load()
  std::shared_ptr<const Showing> showing_;

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace triptych::server
