// SPDX-License-Identifier: MIT
// Server: counts, asks disclosure, saves.
#include "server/release.h"

#include <algorithm>

#include "disclosure/snapshot.h"

namespace triptych::server {
namespace {

using disclosure::Kept;
using disclosure::Phase;
using disclosure::Released;

std::vector<ballot::StructureHash> structures_of(const Survey& survey) {
  std::vector<ballot::StructureHash> hashes;
  for (const auto& codebook : survey.codebooks) hashes.push_back(codebook->structure);
  return hashes;
}

/// Makes the next snapshot of what is in the store, if it may be, and saves it in the place of `before`.
Result<WaveRelease> release_next(Store& store, const Survey& survey, std::optional<StoredRelease> before,
                                 const std::optional<Released>& previous, Phase phase) {
  const tally::Columns columns = TRIPTYCH_TRY(count_wave(store, survey));
  disclosure::Release next =
      TRIPTYCH_TRY(disclosure::release(columns, survey.policy, previous ? &*previous : nullptr, phase));
  WaveRelease result{std::move(before), false, next.kept, std::move(next.table)};
  if (phase == Phase::open && next.kept != Kept::no) return result;
  const StoredRelease after{disclosure::write_snapshot(next.released), columns.ballots,
                            phase == Phase::closing};
  result.changed = TRIPTYCH_TRY(store.save_release(survey.name, survey.wave, result.now, after));
  // Another program was quicker: what it released stands.
  result.now = result.changed ? after : TRIPTYCH_TRY(store.release(survey.name, survey.wave));
  return result;
}

Result<WaveRelease> release_if_due(Store& store, const Survey& survey, Occasion occasion) {
  std::optional<StoredRelease> before = TRIPTYCH_TRY(store.release(survey.name, survey.wave));
  if (before && before->closed) return WaveRelease{std::move(before), false, Kept::no, ""};
  std::optional<Released> previous;
  if (before) previous = TRIPTYCH_TRY(disclosure::read_snapshot(before->snapshot));
  const std::uint64_t ballots = TRIPTYCH_TRY(store.count(structures_of(survey), survey.wave));
  const std::uint64_t known = before ? before->ballots : 0;
  std::uint64_t wanted = previous ? survey.policy.min_new : survey.policy.min_answers;
  if (previous && occasion == Occasion::batch)
    wanted = batch_of(survey.policy, previous->data().number, known);
  if (occasion == Occasion::closing) wanted = previous ? 0 : 1;
  if (ballots < known + wanted) return WaveRelease{std::move(before), false, Kept::too_few, ""};
  return release_next(store, survey, std::move(before), previous,
                      occasion == Occasion::closing ? Phase::closing : Phase::open);
}

}  // namespace

Result<Surveys> load_surveys(const std::string& site, Store& store) {
  Surveys surveys = TRIPTYCH_TRY(Surveys::load(site));
  for (const KnownStructure& structure : TRIPTYCH_TRY(store.structures()))
    surveys.remember(structure.codebook);
  return surveys;
}

Result<tally::Columns> count_wave(Store& store, const Survey& survey) {
  tally::Tally tally(*survey.codebooks.front());
  for (std::size_t i = 1; i < survey.codebooks.size(); ++i) TRIPTYCH_TRY(tally.accept(*survey.codebooks[i]));
  const std::vector<ballot::StructureHash> structures = structures_of(survey);
  std::optional<Error> fault;
  TRIPTYCH_TRY(store.visit([&](std::string_view bytes) {
    const Result<ballot::Ballot> header = ballot::decode_header(bytes);
    const bool ours =
        header.ok() && header.value().wave == survey.wave &&
        std::find(structures.begin(), structures.end(), header.value().structure) != structures.end();
    if (!ours) return true;
    const Result<Done> added = tally.add(bytes);
    if (!added.ok()) fault = added.error();
    return added.ok();
  }));
  if (fault) return *std::move(fault);
  return std::move(tally).close();
}

std::uint64_t batch_of(const disclosure::Policy& policy, std::uint32_t snapshots, std::uint64_t ballots) {
  return snapshots * 2 <= policy.max_snapshots ? policy.min_new
                                               : std::max<std::uint64_t>(policy.min_new, ballots);
}

Result<WaveRelease> release_wave(Store& store, const Survey& survey, Occasion occasion) {
  if (occasion != Occasion::closing) return release_if_due(store, survey, occasion);
  // No ballot may arrive between the last count and the closing.
  WaveRelease result;
  TRIPTYCH_TRY(store.exclusively([&]() -> Result<Done> {
    Result<WaveRelease> closed = release_if_due(store, survey, occasion);
    if (!closed.ok()) return std::move(closed).error();
    result = std::move(closed).value();
    return Done{};
  }));
  return result;
}

}  // namespace triptych::server
