using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Collects the encodings of one section.</summary>
internal sealed class SimulcastParser
{
    // RFC 8853 sets no limit; nobody encodes a picture more than a few times.
    private const int MostEncodings = 32;

    private readonly List<RidDescription> _rids = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _hasSimulcast;

    public ImmutableArray<RidDescription> Rids => [.. _rids];

    public SimulcastDescription Simulcast { get; private set; } = SimulcastDescription.None;

    /// <summary>"a=rid:ID send|recv [restrictions]" (RFC 8851, section 4).</summary>
    public SdpError ReadRid(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        var id = fields.Next();
        var direction = fields.Next();
        if (!SdpSyntax.IsRid(id) || direction is not ("send" or "recv"))
            return SdpError.MalformedAttribute;
        if (!_seen.Add(id.ToString()))
            return SdpError.ContradictoryAttribute;
        if (_rids.Count == MostEncodings)
            return SdpError.TooManyAttributes;
        _rids.Add(new RidDescription(id.ToString(), direction is "send", fields.Rest.ToString()));
        return SdpError.None;
    }

    /// <summary>"a=simulcast:send LIST [recv LIST]" in either order (RFC 8853, section 5.1).</summary>
    public SdpError ReadSimulcast(ReadOnlySpan<char> value)
    {
        if (_hasSimulcast)
            return SdpError.ContradictoryAttribute;
        _hasSimulcast = true;
        var fields = new FieldReader(value);
        while (!fields.IsEmpty)
        {
            var direction = fields.Next();
            if (!TryParseStreams(fields.Next(), out var streams))
                return SdpError.MalformedAttribute;
            if (direction is "send" && Simulcast.Send.IsEmpty)
                Simulcast = Simulcast with { Send = streams };
            else if (direction is "recv" && Simulcast.Receive.IsEmpty)
                Simulcast = Simulcast with { Receive = streams };
            else
                return SdpError.MalformedAttribute;
        }

        return Simulcast.IsEmpty ? SdpError.MalformedAttribute : SdpError.None;
    }

    private static bool TryParseStreams(ReadOnlySpan<char> list, out ImmutableArray<SimulcastEncoding> streams)
    {
        var builder = ImmutableArray.CreateBuilder<SimulcastEncoding>();
        streams = [];
        foreach (var range in list.Split(';'))
        {
            var stream = list[range];
            var comma = stream.IndexOf(',');
            var first = comma < 0 ? stream : stream[..comma];
            var isPaused = first.StartsWith('~');
            var rid = isPaused ? first[1..] : first;
            if (!SdpSyntax.IsRid(rid) || builder.Count == MostEncodings)
                return false;
            builder.Add(new SimulcastEncoding(rid.ToString(), isPaused));
        }

        streams = builder.DrainToImmutable();
        return true;
    }
}
