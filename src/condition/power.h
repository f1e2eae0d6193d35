// SPDX-License-Identifier: MIT
// Condition: x to the power y, to the last bit as V8 computes it, on every platform.
#pragma once

namespace triptych::condition {

/// Math.pow(x, y). The libms differ from V8 in the last bit in one case of ten, and bring 6 KB of tables.
double power_of(double x, double y);

}  // namespace triptych::condition
