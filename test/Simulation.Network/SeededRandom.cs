using System.Buffers.Binary;
using Plenum.Rtc;

namespace Plenum.Simulation;

/// <summary>SplitMix64: the same numbers for the same seed on every machine and every .NET version.</summary>
public sealed class SeededRandom(ulong seed) : IEntropy
{
    private ulong _state = seed * 0x9E37_79B9_7F4A_7C15 + 0xD1B5_4A32_D192_ED03;

    public ulong NextUInt64()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 (included) to 1 (excluded).</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>From 0 (included) to <paramref name="bound"/> (excluded).</summary>
    public int Next(int bound) => (int)(NextUInt64() % (ulong)bound);

    public bool Chance(double probability) => probability > 0 && NextDouble() < probability;

    /// <summary>A generator of its own, so that what one part draws does not shift what another part gets.</summary>
    public SeededRandom Fork() => new(NextUInt64());

    public void Fill(Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[8];
        for (var at = 0; at < destination.Length; at += word.Length)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(word, NextUInt64());
            word[..Math.Min(word.Length, destination.Length - at)].CopyTo(destination[at..]);
        }
    }
}
