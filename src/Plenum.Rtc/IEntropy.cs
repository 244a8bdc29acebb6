namespace Plenum.Rtc;

/// <summary>
/// Where pure code gets unpredictable bytes from: the system's generator in production, a seeded one in simulations.
/// Used only on cold paths (ids, transaction ids, credentials).
/// </summary>
public interface IEntropy
{
    /// <summary>Fills the whole span with unpredictable bytes.</summary>
    void Fill(Span<byte> destination);
}
