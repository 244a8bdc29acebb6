using Plenum.Engine.Io;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.Rtp;

namespace Plenum.Engine.Sfu.Forwarding;

/// <summary>What a node takes from its surroundings: the machine's in production, a simulation's in tests.</summary>
internal sealed record SfuRuntime
{
    public required ICryptoProvider Crypto { get; init; }

    public required LocalCertificate Certificate { get; init; }

    /// <summary>Used by all threads.</summary>
    public required IEntropy Entropy { get; init; }

    public required NtpClock WallClock { get; init; }

    public Func<UdpIoOptions, UdpIo> OpenSockets { get; init; } = UdpIo.Open;
}
