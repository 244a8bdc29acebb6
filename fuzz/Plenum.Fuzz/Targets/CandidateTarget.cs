using System.Text;
using Plenum.Rtc.Ice;

namespace Plenum.Fuzz.Targets;

/// <summary>Reads candidate lines; what is read must be written so that it reads the same.</summary>
internal sealed class CandidateTarget : FuzzTarget
{
    public override string Name => "candidate";

    public override IReadOnlyList<byte[]> Dictionary { get; } =
        [.. new[] { "candidate:", "a=", " typ ", "host", "srflx", "prflx", "relay", " raddr ", " rport ", " ufrag ", "udp", "tcp", ".local", "4294967295", "65535", "::", "%0", " " }
            .Select(Encoding.UTF8.GetBytes)];

    public override IEnumerable<byte[]> Seeds() => new[]
    {
        "candidate:842163049 1 udp 1677729535 203.0.113.9 46154 typ srflx raddr 10.0.0.1 rport 9 generation 0 ufrag abcd",
        "a=candidate:0 1 UDP 2122252543 2001:db8::1 50821 typ host",
        "candidate:1 1 tcp 1518280447 192.0.2.7 9 typ host tcptype active",
        "candidate:1 1 udp 2113937151 4bcd6ad5-0b9e-4a44-ae33-d1f0f6d5a1a8.local 52671 typ host",
    }.Select(Encoding.UTF8.GetBytes);

    public override ulong Run(ReadOnlySpan<byte> input)
    {
        var mark = new Mark();
        if (!IceCandidate.TryParse(Encoding.UTF8.GetString(input), out var candidate))
            return mark.Value;
        mark.Add((ulong)candidate!.Type);
        mark.Add(candidate.IsUsable);
        mark.Add(candidate.Address.IsIPv6);
        mark.Add(candidate.RelatedAddress.IsNone);
        mark.AddMagnitude(candidate.HostName.Length);
        mark.AddMagnitude(candidate.UserFragment.Length);
        if (candidate.IsUsable && (!IceCandidate.TryParse(candidate.ToString(), out var again) || again != candidate))
            throw new InvalidOperationException($"'{candidate}' does not read as it was written");
        return mark.Value;
    }
}
