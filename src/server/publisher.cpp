// SPDX-License-Identifier: MIT
// Server: the thread that releases in batches and notices changes of the site.
#include "server/publisher.h"

#include <chrono>

#include "server/csp.h"
#include "server/release.h"

namespace triptych::server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kLook = std::chrono::milliseconds(500);
/// Counting anew may take this share of one processor at most.
constexpr int kRestPerWork = 20;

}  // namespace

Result<std::unique_ptr<Publisher>> Publisher::open(const std::string& site, const std::string& store,
                                                   Trouble trouble) {
  std::unique_ptr<Publisher> publisher(new Publisher(site, store, std::move(trouble)));
  publisher->stamp_ = Surveys::stamp_of(site);
  publisher->show(std::make_shared<const Surveys>(TRIPTYCH_TRY(Surveys::load(site))));
  return publisher;
}

Publisher::Publisher(std::string site, std::string store, Trouble trouble)
    : site_(std::move(site)), store_path_(std::move(store)), trouble_(std::move(trouble)) {}

Publisher::~Publisher() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

Result<Done> Publisher::start() {
  store_ = TRIPTYCH_TRY(Store::open(store_path_, Store::Mode::write));
  reload();  // once more, for the codebooks that only the store remembers
  release_due();
  thread_ = std::thread([this] { watch(); });
  return Done{};
}

std::shared_ptr<const Showing> Publisher::showing() const {
  const std::lock_guard lock(showing_mutex_);
  return showing_;
}

void Publisher::arrived() {
  arrivals_.fetch_add(1, std::memory_order_relaxed);
}

void Publisher::watch() {
  std::uint64_t seen = arrivals_.load();
  std::int64_t version = -1;
  Clock::time_point next_release{};
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      if (wake_.wait_for(lock, kLook, [this] { return stopping_; })) return;
    }
    std::string stamp = Surveys::stamp_of(site_);
    const bool changed = stamp != stamp_;
    if (changed) {
      stamp_ = std::move(stamp);
      reload();
    }
    // Ballots of this server, and whatever another program wrote (a release, a closing).
    const std::uint64_t arrivals = arrivals_.load();
    const Result<std::int64_t> now_version = store_->data_version();
    const bool moved = arrivals != seen || utc_today() != warned_on_ || changed || (now_version.ok() && now_version.value() != version);
    const Clock::time_point before = Clock::now();
    if (!moved || before < next_release) continue;
    seen = arrivals;
    release_due();
    const Result<std::int64_t> after_version = store_->data_version();
    version = after_version.ok() ? after_version.value() : -1;
    next_release = Clock::now() + (Clock::now() - before) * kRestPerWork;
  }
}

void Publisher::reload() {
  Result<Surveys> loaded = load_surveys(site_, *store_);
  if (!loaded.ok()) return trouble_(loaded.error());
  show(std::make_shared<const Surveys>(std::move(loaded).value()));
}

void Publisher::release_due() {
  const std::shared_ptr<const Surveys> surveys = showing()->surveys;
  bool changed = false;
  for (const Survey& survey : surveys->all()) {
    Result<WaveRelease> released = release_wave(*store_, survey, Occasion::batch);
    if (!released.ok()) {
      trouble_(released.error());
      continue;
    }
    std::string text = released.value().now ? std::move(released.value().now->snapshot) : std::string();
    std::string& shown = snapshot_texts_[survey.name];
    changed = changed || text != shown;
    shown = std::move(text);
  }
  if (changed) show(surveys);
  const std::string today = utc_today();
  if (today == warned_on_) return;
  const Result<std::vector<Closing>> overdue = store_->overdue(today);
  if (!overdue.ok()) return trouble_(overdue.error());
  for (const Closing& one : overdue.value()) {
    trouble_({ErrorCode::store_overdue, store_path_, {{"survey", one.survey}, {"wave", static_cast<int>(one.wave)}, {"day", one.due_on}}});
  }
  warned_on_ = today;
}

void Publisher::show(std::shared_ptr<const Surveys> surveys) {
  auto next = std::make_shared<Showing>();
  next->security_fields = security_fields(surveys->origins(), first_screen_style(site_));
  for (const auto& [survey, text] : snapshot_texts_) {
    if (!text.empty() && surveys->find(survey)) {
      next->snapshots[survey] =
          std::make_shared<const Content>(make_content("application/json", "no-cache", text, nullptr));
    }
  }
  next->surveys = std::move(surveys);
  const std::lock_guard lock(showing_mutex_);
  showing_ = std::move(next);
}

}  // namespace triptych::server
