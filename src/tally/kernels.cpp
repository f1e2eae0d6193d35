// SPDX-License-Identifier: MIT
// Tally: the loops that run everywhere, and the choice among those that this machine has.
#include "tally/kernels.h"

#include <cstring>

#include "base/random.h"
#include "tally/kernels_body.h"

namespace triptych::tally {
namespace {

TRIPTYCH_KERNELS(portable, )

constexpr Kernels kPortable{"portable", &supersets_portable, &weighted_portable};

/// In WebAssembly the plain loops are the faster ones on most machines, until the self-test says otherwise.
const Kernels*& chosen() {
#ifdef __wasm__
  static const Kernels* kernels = &kPortable;
#else
  static const Kernels* kernels = all_kernels().back();
#endif
  return kernels;
}

/// The work of the self-test: a five-option item of some 260,000 rows, half of the calls with a mask.
class Trial {
 public:
  Trial() : words_(kPlanes * kWords) {
    Random random(1);
    for (std::uint64_t& word : words_) word = random.next();
    for (std::size_t b = 0; b < kPlanes; ++b) planes_[b] = words_.data() + b * kWords;
  }

  void run(const Kernels& kernels, std::uint64_t* sums) const {
    kernels.supersets(planes_, kCodes, nullptr, kWords, sums);
    kernels.supersets(planes_, kCodes, planes_[kPlanes - 1], kWords, sums);
  }
  bool agree(const Kernels& a, const Kernels& b) const {
    std::uint64_t sums_a[kCodes] = {};
    std::uint64_t sums_b[kCodes] = {};
    run(a, sums_a);
    run(b, sums_b);
    a.weighted(planes_, kCodes, nullptr, planes_, kPlanes, kWords, sums_a);
    b.weighted(planes_, kCodes, nullptr, planes_, kPlanes, kWords, sums_b);
    return std::memcmp(sums_a, sums_b, sizeof sums_a) == 0;
  }

  static constexpr std::uint32_t kCodes = 5;

 private:
  static constexpr std::size_t kPlanes = 4;
  static constexpr std::size_t kWords = 4096;
  std::vector<std::uint64_t> words_;
  const std::uint64_t* planes_[kPlanes];
};

}  // namespace

void separate(std::uint64_t* sums, std::uint32_t most) {
  for (std::uint32_t bit = 1; bit <= most; bit <<= 1) {
    for (std::uint32_t c = 1; c + bit <= most; ++c) {
      if ((c & bit) == 0) sums[c - 1] -= sums[(c | bit) - 1];
    }
  }
}

std::vector<const Kernels*> all_kernels() {
  std::vector<const Kernels*> kernels{&kPortable};
  append_wide_kernels(kernels);
  return kernels;
}

const Kernels& default_kernels() {
  return *chosen();
}

void set_default_kernels(const Kernels& kernels) {
  chosen() = &kernels;
}

const Kernels& fastest_kernels(double (*milliseconds)()) {
  constexpr double kLeast = 5;         // of a clock that may step by 1
  constexpr std::size_t kMost = 4096;  // calls, should the clock stand still
  constexpr int kRounds = 3;           // the first ones may run in a browser's quick and slow translation
  const Trial trial;
  std::vector<const Kernels*> all = all_kernels();
  std::erase_if(all, [&](const Kernels* kernels) { return !trial.agree(kPortable, *kernels); });
  const Kernels* best = all.front();
  double least = -1;
  for (int round = 0; round < kRounds; ++round) {
    for (const Kernels* kernels : all) {
      std::uint64_t sums[Trial::kCodes] = {};
      std::size_t calls = 0;
      const double from = milliseconds();
      double took = 0;
      while (took < kLeast && calls < kMost) {
        for (int i = 0; i < 8; ++i, ++calls) trial.run(*kernels, sums);
        took = milliseconds() - from;
      }
      if (took < kLeast) return *all.front();
      const double each = took / static_cast<double>(calls);
      if (least < 0 || each < least) {
        least = each;
        best = kernels;
      }
    }
  }
  return *best;
}

}  // namespace triptych::tally
