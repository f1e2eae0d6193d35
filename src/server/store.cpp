// SPDX-License-Identifier: MIT
// Server: the store over SQLite: write-ahead log, synchronous=FULL, one writer, group commit.
#include "server/store.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "base/calendar.h"

namespace triptych::server {
namespace {

constexpr int kApplication = 0x54525054;  // "TRPT": `file` and SQLite then know the file as ours
constexpr int kFormat = 1;
constexpr std::size_t kMostWaiting = 20'000;
constexpr std::size_t kMostInCommit = 2'048;

// The id stands in the bytes too, so that a row is the ballot that was sent and its key cannot disagree with
// it.
/// Came after the first stores were made: added to those when they are opened for writing.
constexpr const char* kClosings = R"(
  CREATE TABLE IF NOT EXISTS closing(
    survey TEXT NOT NULL, wave INTEGER NOT NULL, closed_on TEXT NOT NULL, due_on TEXT NOT NULL, deleted_on TEXT NOT NULL DEFAULT '', deleted INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY(survey, wave)
  ) STRICT, WITHOUT ROWID;
)";

constexpr const char* kTables = R"(
  CREATE TABLE meta(name TEXT NOT NULL PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE ballot(
    id BLOB NOT NULL PRIMARY KEY CHECK(length(id) = 16),
    bytes BLOB NOT NULL CHECK(substr(bytes, 11, 16) = id AND length(bytes) <= 525)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE structure(
    hash BLOB NOT NULL PRIMARY KEY CHECK(length(hash) = 8), survey TEXT NOT NULL, codebook TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE release(
    survey TEXT NOT NULL, wave INTEGER NOT NULL, snapshot TEXT NOT NULL, ballots INTEGER NOT NULL, closed INTEGER NOT NULL,
    PRIMARY KEY(survey, wave)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER kind_is_fixed BEFORE UPDATE ON meta BEGIN SELECT RAISE(ABORT, 'a store is simulated or real for ever'); END;
)";

std::string_view name_of(StoreKind kind) {
  return kind == StoreKind::real ? "real" : "simulated";
}

std::string_view view_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// Makes an empty file that only its owner reads, and its name durable.
void make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return;  // it exists, or SQLite will say why not
  ::close(file);
  const int folder =
      ::open(std::filesystem::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return;
  ::fsync(folder);
  ::close(folder);
}

std::string day_text(std::int64_t days) {
  const CivilDate date = civil_from_days(days);
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", date.year, date.month, date.day);
  return text.data();
}

}  // namespace

std::string utc_today() {
  return day_text(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()).time_since_epoch().count());
}

std::string days_later(std::string_view day, unsigned days) {
  const auto part = [&](std::size_t at, std::size_t length) { return std::atoi(std::string(day.substr(at, length)).c_str()); };
  return day_text(days_from_civil({part(0, 4), part(5, 2), part(8, 2)}) + days);
}

/// A prepared statement; reset after each use.
class Store::Statement {
 public:
  static Result<std::unique_ptr<Statement>> make(const Store& store, const char* sql) {
    sqlite3_stmt* handle = nullptr;
    if (sqlite3_prepare_v3(store.database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &handle, nullptr) !=
        SQLITE_OK) {
      return store.failure();
    }
    return std::make_unique<Statement>(store, handle);
  }

  Statement(const Store& store, sqlite3_stmt* handle) : store_(store), handle_(handle) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(handle_); }

  /// Bound text and blobs must live until the next reset().
  Statement& blob(int place, std::string_view value) {
    sqlite3_bind_blob(handle_, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    return *this;
  }
  Statement& text(int place, std::string_view value) {
    sqlite3_bind_text(handle_, place, value.data(), static_cast<int>(value.size()), SQLITE_STATIC);
    return *this;
  }
  Statement& number(int place, std::int64_t value) {
    sqlite3_bind_int64(handle_, place, value);
    return *this;
  }

  /// True: a row is there. False: done.
  Result<bool> step() {
    const int code = sqlite3_step(handle_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return store_.failure();
  }
  /// For statements without rows.
  Result<Done> finish() {
    Result<bool> stepped = step();
    reset();
    if (!stepped.ok()) return std::move(stepped).error();
    return Done{};
  }
  void reset() {
    sqlite3_reset(handle_);
    sqlite3_clear_bindings(handle_);
  }

  std::string_view bytes(int column) const {
    const void* data = sqlite3_column_blob(handle_, column);
    return {static_cast<const char*>(data),
            data ? static_cast<std::size_t>(sqlite3_column_bytes(handle_, column)) : 0};
  }
  std::int64_t number(int column) const { return sqlite3_column_int64(handle_, column); }

 private:
  const Store& store_;
  sqlite3_stmt* handle_;
};

Store::Store(Store&& other) noexcept
    : database_(std::exchange(other.database_, nullptr)), path_(std::move(other.path_)), kind_(other.kind_) {}

Store& Store::operator=(Store&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(path_, other.path_);
  std::swap(kind_, other.kind_);
  return *this;
}

Store::~Store() {
  sqlite3_close(database_);
}

Result<Store> Store::open(const std::string& path, Mode mode, std::optional<StoreKind> kind) {
  Store store;
  store.path_ = path;
  std::error_code fault;
  const std::string absolute =
      std::filesystem::absolute(path, fault).string();  // ":memory:" is a file name here
  if (fault) return Error{ErrorCode::store_open, path, {{"reason", fault.message()}}};
  if (mode == Mode::create) make_private_file(absolute);
  // SQLite would make an empty database of a missing file only when asked to create: it exists by now, or may
  // not be made.
  const int flags = mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  if (sqlite3_open_v2(absolute.c_str(), &store.database_, flags | SQLITE_OPEN_NOMUTEX, nullptr) !=
      SQLITE_OK) {
    return Error{ErrorCode::store_open,
                 path,
                 {{"reason", store.database_ ? sqlite3_errmsg(store.database_) : "no memory"}}};
  }
  sqlite3_extended_result_codes(store.database_, 1);
  Result<Done> ready = store.set_up(mode, kind);
  if (!ready.ok()) return std::move(ready).error();
  return store;
}

Result<Done> Store::set_up(Mode mode, std::optional<StoreKind> kind) {
  sqlite3_busy_timeout(database_, 5'000);
  // Temporary tables in memory: tidy() would otherwise leave a copy of every ballot in /var/tmp.
  for (const char* pragma :
       {"PRAGMA trusted_schema=OFF", "PRAGMA temp_store=MEMORY", "PRAGMA cache_size=-32768"}) {
    TRIPTYCH_TRY(run(pragma));
  }
  const auto unreadable = [this](Error error) {
    if (error.code == ErrorCode::store_failed) error.code = ErrorCode::store_open;
    return error;
  };
  Result<std::int64_t> tables = number("SELECT count(*) FROM sqlite_schema");
  if (!tables.ok()) return unreadable(std::move(tables).error());
  if (mode != Mode::read) {
    // Ids are random: each ballot falls on another page, and a commit writes whole pages. Ballots are some hundred bytes.
    if (tables.value() == 0) TRIPTYCH_TRY(run("PRAGMA page_size=1024"));
    const auto log = TRIPTYCH_TRY(Statement::make(*this, "PRAGMA journal_mode=WAL"));
    Result<bool> logged = log->step();
    if (!logged.ok()) return unreadable(std::move(logged).error());
    if (log->bytes(0) != "wal") return Error{ErrorCode::store_no_log, path_, {}};
    log->reset();
    TRIPTYCH_TRY(run("PRAGMA synchronous=FULL"));
    TRIPTYCH_TRY(run("PRAGMA wal_autocheckpoint=16000"));
  }
  if (tables.value() == 0 && mode == Mode::create) {
    Result<Done> made = exclusively([&] { return make_tables(kind.value_or(StoreKind::real)); });
    if (!made.ok()) return made;
  }
  const std::int64_t application = TRIPTYCH_TRY(number("PRAGMA application_id"));
  const std::int64_t format = TRIPTYCH_TRY(number("PRAGMA user_version"));
  if (application != kApplication || format != kFormat) return Error{ErrorCode::store_format, path_, {}};
  if (mode != Mode::read) TRIPTYCH_TRY(run(kClosings));
  kind_ = TRIPTYCH_TRY(number("SELECT value = 'simulated' FROM meta WHERE name = 'kind'")) != 0
              ? StoreKind::simulated
              : StoreKind::real;
  if (kind && *kind != kind_) {
    return Error{ErrorCode::store_kind, path_, {{"found", name_of(kind_)}, {"expected", name_of(*kind)}}};
  }
  return Done{};
}

Result<Done> Store::make_tables(StoreKind kind) {
  if (TRIPTYCH_TRY(number("SELECT count(*) FROM sqlite_schema")) != 0)
    return Done{};  // another program was quicker
  TRIPTYCH_TRY(run(kTables));
  TRIPTYCH_TRY(run(kind == StoreKind::real ? "INSERT INTO meta VALUES('kind', 'real')"
                                           : "INSERT INTO meta VALUES('kind', 'simulated')"));
  TRIPTYCH_TRY(run(("PRAGMA application_id=" + std::to_string(kApplication)).c_str()));
  return run(("PRAGMA user_version=" + std::to_string(kFormat)).c_str());
}

Result<Done> Store::run(const char* sql) {
  if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failure();
  return Done{};
}

Result<std::int64_t> Store::number(const char* sql) {
  const auto statement = TRIPTYCH_TRY(Statement::make(*this, sql));
  if (!TRIPTYCH_TRY(statement->step())) return std::int64_t{0};
  return statement->number(0);
}

Error Store::failure() const {
  // SQLite calls a disk full only for ENOSPC; a quota or a limit on files is full as well. (Its
  // sqlite3_system_errno() is not set by COMMIT: what the failed write left in errno is.)
  const int cause = errno;
  const int code = sqlite3_extended_errcode(database_);
  const bool no_room = code == SQLITE_IOERR_WRITE && (cause == ENOSPC || cause == EDQUOT || cause == EFBIG);
  const Object params{{"reason", sqlite3_errmsg(database_)}};
  if ((code & 0xff) == SQLITE_FULL || no_room) return {ErrorCode::store_full, path_, params};
  if ((code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
    return {ErrorCode::store_busy, path_, params};
  if ((code & 0xff) == SQLITE_NOTADB) return {ErrorCode::store_format, path_, {}};
  if (code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC)
    return {ErrorCode::store_sync, path_, params};
  return {ErrorCode::store_failed, path_, params};
}

Result<Done> Store::visit(const std::function<bool(std::string_view)>& take) {
  const auto statement = TRIPTYCH_TRY(Statement::make(*this, "SELECT bytes FROM ballot ORDER BY id"));
  while (TRIPTYCH_TRY(statement->step())) {
    if (!take(statement->bytes(0))) break;
  }
  return Done{};
}

Result<std::uint64_t> Store::count(const std::vector<ballot::StructureHash>& structures, std::uint8_t wave) {
  const auto statement = TRIPTYCH_TRY(Statement::make(
      *this, "SELECT count(*) FROM ballot WHERE substr(bytes, 3, 8) = ?1 AND substr(bytes, 27, 1) = ?2"));
  std::uint64_t sum = 0;
  for (const ballot::StructureHash& hash : structures) {
    statement->blob(1, view_of(hash.data(), hash.size())).blob(2, view_of(&wave, 1));
    if (TRIPTYCH_TRY(statement->step())) sum += static_cast<std::uint64_t>(statement->number(0));
    statement->reset();
  }
  return sum;
}

Result<std::vector<KnownStructure>> Store::structures() {
  const auto statement =
      TRIPTYCH_TRY(Statement::make(*this, "SELECT hash, survey, codebook FROM structure ORDER BY hash"));
  std::vector<KnownStructure> all;
  while (TRIPTYCH_TRY(statement->step())) {
    KnownStructure known;
    const std::string_view hash = statement->bytes(0);
    std::copy(hash.begin(), hash.end(), known.hash.begin());
    known.survey = statement->bytes(1);
    known.codebook = statement->bytes(2);
    all.push_back(std::move(known));
  }
  return all;
}

Result<std::optional<StoredRelease>> Store::release(std::string_view survey, std::uint8_t wave) {
  const auto statement = TRIPTYCH_TRY(Statement::make(
      *this, "SELECT snapshot, ballots, closed FROM release WHERE survey = ?1 AND wave = ?2"));
  statement->text(1, survey).number(2, wave);
  if (!TRIPTYCH_TRY(statement->step())) return std::optional<StoredRelease>();
  return std::optional<StoredRelease>({std::string(statement->bytes(0)),
                                       static_cast<std::uint64_t>(statement->number(1)),
                                       statement->number(2) != 0});
}

Result<bool> Store::save_release(std::string_view survey, std::uint8_t wave,
                                 const std::optional<StoredRelease>& before, const StoredRelease& after) {
  const auto statement = TRIPTYCH_TRY(Statement::make(
      *this, before ? "UPDATE release SET snapshot = ?3, ballots = ?4, closed = ?5 "
                      "WHERE survey = ?1 AND wave = ?2 AND snapshot = ?6 AND closed = ?7"
                    : "INSERT INTO release VALUES(?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING"));
  statement->text(1, survey).number(2, wave).text(3, after.snapshot);
  statement->number(4, static_cast<std::int64_t>(after.ballots)).number(5, after.closed ? 1 : 0);
  if (before) statement->text(6, before->snapshot).number(7, before->closed ? 1 : 0);
  TRIPTYCH_TRY(statement->finish());
  return sqlite3_changes(database_) == 1;
}

Result<std::vector<std::pair<std::string, std::uint8_t>>> Store::closed_waves() {
  const auto statement =
      TRIPTYCH_TRY(Statement::make(*this, "SELECT survey, wave FROM release WHERE closed"));
  std::vector<std::pair<std::string, std::uint8_t>> all;
  while (TRIPTYCH_TRY(statement->step())) {
    all.emplace_back(statement->bytes(0), static_cast<std::uint8_t>(statement->number(1)));
  }
  return all;
}

Result<std::vector<Closing>> Store::closings() {
  std::vector<Closing> all;
  // A store of before, opened for reading alone, has no such table.
  if (TRIPTYCH_TRY(number("SELECT count(*) FROM sqlite_schema WHERE name = 'closing'")) == 0) return all;
  const auto statement = TRIPTYCH_TRY(Statement::make(
      *this, "SELECT survey, wave, closed_on, due_on, deleted_on, deleted FROM closing ORDER BY survey, wave"));
  while (TRIPTYCH_TRY(statement->step())) {
    all.push_back({std::string(statement->bytes(0)), static_cast<std::uint8_t>(statement->number(1)),
                   std::string(statement->bytes(2)), std::string(statement->bytes(3)),
                   std::string(statement->bytes(4)), static_cast<std::uint64_t>(statement->number(5))});
  }
  return all;
}

Result<std::vector<Closing>> Store::overdue(std::string_view today) {
  std::vector<Closing> all = TRIPTYCH_TRY(closings());
  // Days written so compare as they follow each other.
  std::erase_if(all, [&](const Closing& one) { return !one.deleted_on.empty() || one.due_on > today; });
  return all;
}

Result<Done> Store::note_closing(std::string_view survey, std::uint8_t wave, std::string_view day,
                                 std::string_view due_on) {
  const auto statement = TRIPTYCH_TRY(Statement::make(
      *this, "INSERT INTO closing(survey, wave, closed_on, due_on) VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"));
  return statement->text(1, survey).number(2, wave).text(3, day).text(4, due_on).finish();
}

Result<std::uint64_t> Store::delete_ballots(std::string_view survey, std::uint8_t wave,
                                            std::string_view day) {
  std::uint64_t deleted = 0;
  TRIPTYCH_TRY(run("PRAGMA secure_delete=ON"));
  Result<Done> done = exclusively([&]() -> Result<Done> {
    const auto ballots = TRIPTYCH_TRY(Statement::make(
        *this, "DELETE FROM ballot WHERE substr(bytes, 27, 1) = ?2 AND substr(bytes, 3, 8) IN "
               "(SELECT hash FROM structure WHERE survey = ?1)"));
    ballots->text(1, survey).blob(2, view_of(&wave, 1));
    TRIPTYCH_TRY(ballots->finish());
    deleted = static_cast<std::uint64_t>(sqlite3_changes64(database_));
    const auto record = TRIPTYCH_TRY(Statement::make(
        *this, "UPDATE closing SET deleted_on = ?3, deleted = deleted + ?4 WHERE survey = ?1 AND wave = ?2"));
    record->text(1, survey).number(2, wave).text(3, day).number(4, static_cast<std::int64_t>(deleted));
    TRIPTYCH_TRY(record->finish());
    if (sqlite3_changes(database_) != 1)
      return Error{ErrorCode::store_failed, path_, {{"reason", "not closed"}}};
    return Done{};
  });
  if (!done.ok()) return std::move(done).error();
  // The log still holds the pages of before, and free pages of the file are nobody's.
  TRIPTYCH_TRY(tidy());
  return deleted;
}

Result<std::int64_t> Store::data_version() {
  return number("PRAGMA data_version");
}

Result<Done> Store::exclusively(const std::function<Result<Done>()>& body) {
  TRIPTYCH_TRY(run("BEGIN IMMEDIATE"));
  Result<Done> done = body();
  if (done.ok()) done = run("COMMIT");
  if (!done.ok() && sqlite3_get_autocommit(database_) == 0) (void)run("ROLLBACK");
  return done;
}

Result<Done> Store::tidy() {
  // A B-tree page holds its cells in the order in which they came until it is rewritten; the log holds
  // commits in theirs.
  TRIPTYCH_TRY(run("VACUUM"));
  return run("PRAGMA wal_checkpoint(TRUNCATE)");
}

ErrorCode code_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::conflict:
      return ErrorCode::store_conflict;
    case Outcome::mixed:
      return ErrorCode::ballot_mixed;
    case Outcome::closed:
      return ErrorCode::store_closed;
    case Outcome::full:
      return ErrorCode::store_full;
    case Outcome::busy:
      return ErrorCode::store_busy;
    default:
      return ErrorCode::store_failed;
  }
}

Result<std::unique_ptr<Writer>> Writer::open(const std::string& path, std::optional<StoreKind> kind,
                                             Trouble trouble) {
  Store store = TRIPTYCH_TRY(Store::open(path, Store::Mode::create, kind));
  // Also moves what an earlier failed sync left in the log into the file, before anything is written after
  // it.
  TRIPTYCH_TRY(store.run("PRAGMA wal_checkpoint(TRUNCATE)"));
  std::unique_ptr<Writer> writer(new Writer(std::move(store), std::move(trouble)));
  TRIPTYCH_TRY(writer->prepare_statements());
  Result<Done> tidied = writer->store_.tidy();
  if (!tidied.ok()) writer->trouble_(tidied.error());  // for instance no room for a copy: writing still works
  writer->thread_ = std::thread([raw = writer.get()] { raw->run(); });
  return writer;
}

Writer::Writer(Store store, Trouble trouble) : store_(std::move(store)), trouble_(std::move(trouble)) {}

Writer::~Writer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
  if (!broken_) (void)store_.tidy();  // if it cannot be done now, the next start does it
}

Result<Done> Writer::prepare_statements() {
  insert_ = TRIPTYCH_TRY(
      Store::Statement::make(store_, "INSERT INTO ballot VALUES(?1, ?2) ON CONFLICT DO NOTHING"));
  find_ = TRIPTYCH_TRY(Store::Statement::make(store_, "SELECT bytes FROM ballot WHERE id = ?1"));
  learn_ = TRIPTYCH_TRY(
      Store::Statement::make(store_, "INSERT INTO structure VALUES(?1, ?2, ?3) ON CONFLICT DO NOTHING"));
  return Done{};
}

void Writer::put(Entry entry, Settled settled) {
  Result<ballot::Ballot> header = ballot::decode_header(entry.bytes);
  if (!header.ok()) return settled(Outcome::failed);
  if (store_.kind() == StoreKind::simulated) {
    ballot::mark_simulated(entry.bytes);
  } else if (header.value().simulated) {
    return settled(Outcome::mixed);
  }
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() < kMostWaiting) {
      waiting_.push_back({std::move(entry), std::move(header).value(), std::move(settled)});
      settled = nullptr;
    }
  }
  if (settled) return settled(Outcome::busy);
  wake_.notify_one();
}

void Writer::run() {
  std::vector<Job> batch;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      if (waiting_.size() <= kMostInCommit) {
        batch.swap(waiting_);
      } else {
        const auto end = waiting_.begin() + kMostInCommit;
        batch.assign(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
        waiting_.erase(waiting_.begin(), end);
      }
    }
    write_batch(batch);
    for (Job& job : batch) job.settled(job.outcome);
    batch.clear();
  }
}

void Writer::write_batch(std::vector<Job>& batch) {
  if (broken_) return;
  const Result<Done> written = store_.exclusively([&] { return write_rows(batch); });
  if (written.ok()) {
    if (std::exchange(failing_, false)) trouble_(std::nullopt);
    return;
  }
  const Error& error = written.error();
  known_.clear();
  version_ = -1;
  Outcome outcome = Outcome::failed;
  if (error.code == ErrorCode::store_full) outcome = Outcome::full;
  if (error.code == ErrorCode::store_busy) outcome = Outcome::busy;
  // After a refused fdatasync the kernel may call the lost pages clean: nothing may be written behind the
  // hole they leave.
  if (error.code == ErrorCode::store_sync) broken_ = true;
  for (Job& job : batch) job.outcome = outcome;
  if (!std::exchange(failing_, true)) trouble_(error);
}

Result<Done> Writer::write_rows(std::vector<Job>& batch) {
  TRIPTYCH_TRY(refresh_closed());
  for (Job& job : batch) TRIPTYCH_TRY(insert(job));
  return Done{};
}

Result<Done> Writer::insert(Job& job) {
  const bool closed = closed_.contains({job.entry.codebook->survey, job.header.wave});
  const std::string_view id = view_of(job.header.id.data(), job.header.id.size());
  if (!closed) TRIPTYCH_TRY(insert_->blob(1, id).blob(2, job.entry.bytes).finish());
  if (!closed && sqlite3_changes(store_.database_) == 1) {
    job.outcome = Outcome::created;
    if (known_.contains(job.header.structure)) return Done{};
    const ballot::Codebook& codebook = *job.entry.codebook;
    learn_->blob(1, view_of(codebook.structure.data(), codebook.structure.size()));
    TRIPTYCH_TRY(learn_->text(2, codebook.survey).text(3, codebook.canonical).finish());
    known_.insert(job.header.structure);
    return Done{};
  }
  const bool there = TRIPTYCH_TRY(find_->blob(1, id).step());
  job.outcome = !there                               ? Outcome::closed
                : find_->bytes(0) == job.entry.bytes ? Outcome::existed
                                                     : Outcome::conflict;
  find_->reset();
  return Done{};
}

Result<Done> Writer::refresh_closed() {
  const std::int64_t version = TRIPTYCH_TRY(store_.data_version());
  if (version == version_) return Done{};
  closed_.clear();
  for (auto& wave : TRIPTYCH_TRY(store_.closed_waves())) closed_.insert(std::move(wave));
  version_ = version;
  return Done{};
}

}  // namespace triptych::server
