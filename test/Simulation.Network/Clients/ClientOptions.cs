using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Rtp;

namespace Plenum.Simulation.Clients;

/// <summary>What a client is made with: the caller's cryptography, chance, clock and network.</summary>
public sealed record ClientOptions
{
    public required ICryptoProvider Crypto { get; init; }

    public required LocalCertificate Certificate { get; init; }

    public required IEntropy Entropy { get; init; }

    public required IDatagramSink Sink { get; init; }

    public NtpClock WallClock { get; init; }

    /// <summary>A number that its pictures carry, and from which its sources are made: 1 to 255.</summary>
    public required byte Number { get; init; }
}
