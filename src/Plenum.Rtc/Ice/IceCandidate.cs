using System.Globalization;
using System.Text;

namespace Plenum.Rtc.Ice;

/// <summary>A candidate as it is signalled (RFC 8839, section 5.1).</summary>
public sealed record IceCandidate
{
    private const string Prefix = "candidate:";
    private const int MaxLineLength = 1024;

    /// <summary>1 to 32 ICE characters; the same for candidates of one kind, base and server.</summary>
    public required string Foundation { get; init; }

    /// <summary>1 for RTP (and, multiplexed, everything else); 2 for the RTCP of old peers.</summary>
    public int Component { get; init; } = 1;

    /// <summary>"udp", or what else the line says, in lower case.</summary>
    public string Transport { get; init; } = "udp";

    /// <summary>Higher is better.</summary>
    public required uint Priority { get; init; }

    /// <summary>The address, or none while <see cref="HostName"/> is not resolved.</summary>
    public required TransportAddress Address { get; init; }

    /// <summary>The mDNS (".local") or other name that stood for the address; empty for none.</summary>
    public string HostName { get; init; } = string.Empty;

    /// <summary>How it was learned.</summary>
    public required IceCandidateType Type { get; init; }

    /// <summary>The base of a reflexive or the mapped address of a relayed candidate, for diagnosis; may be none.</summary>
    public TransportAddress RelatedAddress { get; init; }

    /// <summary>"a=ice-ufrag" of the generation it belongs to ("ufrag" of the line); empty when not said.</summary>
    public string UserFragment { get; init; } = string.Empty;

    /// <summary>Whether a check can be sent to it: UDP, component 1, with an address and a port.</summary>
    public bool IsUsable => Transport == "udp" && Component == 1 && !Address.IsNone && Address.Port != 0
        && !Address.IsUnspecified && !Address.IsMulticast;

    /// <summary>
    /// Reads a line, with or without "a=" and "candidate:" before it. Names are kept, not resolved. Extensions that
    /// are not known are skipped, as the grammar wants.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> line, out IceCandidate? candidate)
    {
        candidate = null;
        if (line.Length > MaxLineLength || line.TrimEnd().ContainsAnyExceptInRange(' ', '~'))
            return false;
        line = Without(Without(line.Trim(), "a="), Prefix);
        var fields = new CandidateFields(line);
        if (!fields.TryNext(out var foundation) || foundation.Length is 0 or > 32
            || !fields.TryNextNumber(256, out var component)
            || !fields.TryNext(out var transport)
            || !fields.TryNextNumber(uint.MaxValue, out var priority)
            || !fields.TryNext(out var host)
            || !fields.TryNextNumber(ushort.MaxValue, out var port)
            || !fields.TryNext(out var keyword) || keyword is not "typ"
            || !fields.TryNext(out var typeName) || !TryParseType(typeName, out var type))
        {
            return false;
        }

        var isAddress = TransportAddress.TryParse(host, (int)port, out var address);
        candidate = new IceCandidate
        {
            Foundation = foundation.ToString(),
            Component = (int)component,
            Transport = transport.ToString().ToLowerInvariant(),
            Priority = (uint)priority,
            Address = address,
            HostName = isAddress ? string.Empty : host.ToString(),
            Type = type,
        };
        return TryReadExtensions(ref fields, ref candidate);
    }

    /// <summary>The same candidate with the address that its name resolved to.</summary>
    public IceCandidate Resolved(TransportAddress address) => this with { Address = address };

    /// <summary>The value of the "a=candidate" line, from "candidate:" on.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Prefix);
        var host = HostName.Length > 0 ? HostName : Address.ToIPAddress().ToString();
        text.Append(CultureInfo.InvariantCulture, $"{Foundation} {Component} {Transport} {Priority} {host} ");
        text.Append(CultureInfo.InvariantCulture, $"{Address.Port} typ {NameOf(Type)}");
        if (!RelatedAddress.IsNone)
            text.Append(CultureInfo.InvariantCulture, $" raddr {RelatedAddress.ToIPAddress()} rport {RelatedAddress.Port}");
        if (UserFragment.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $" ufrag {UserFragment}");
        return text.ToString();
    }

    private static bool TryReadExtensions(ref CandidateFields fields, ref IceCandidate candidate)
    {
        ReadOnlySpan<char> related = default;
        while (fields.TryNext(out var name))
        {
            if (!fields.TryNext(out var value))
                return false;
            if (name is "ufrag")
            {
                candidate = candidate with { UserFragment = value.ToString() };
            }
            else if (name is "raddr")
            {
                related = value;
            }
            else if (name is "rport" && int.TryParse(value, CultureInfo.InvariantCulture, out var port)
                && TransportAddress.TryParse(related, port, out var address))
            {
                candidate = candidate with { RelatedAddress = address };
            }
        }

        return true;
    }

    private static ReadOnlySpan<char> Without(ReadOnlySpan<char> text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string NameOf(IceCandidateType type) => type switch
    {
        IceCandidateType.Host => "host",
        IceCandidateType.ServerReflexive => "srflx",
        IceCandidateType.PeerReflexive => "prflx",
        _ => "relay",
    };

    private static bool TryParseType(ReadOnlySpan<char> name, out IceCandidateType type)
    {
        type = name switch
        {
            "srflx" => IceCandidateType.ServerReflexive,
            "prflx" => IceCandidateType.PeerReflexive,
            "relay" => IceCandidateType.Relayed,
            _ => IceCandidateType.Host,
        };
        return type != IceCandidateType.Host || name is "host";
    }
}
