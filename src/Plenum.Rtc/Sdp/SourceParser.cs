using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Collects the sources of one section.</summary>
internal sealed class SourceParser
{
    private readonly Dictionary<uint, int> _index = [];
    private readonly List<SourceDescription> _sources = [];
    private readonly List<SourceGroup> _groups = [];

    public ImmutableArray<SourceDescription> Sources => [.. _sources];

    public ImmutableArray<SourceGroup> Groups => [.. _groups];

    /// <summary>"a=ssrc:ID [attribute[:value]]".</summary>
    public SdpError Read(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        if (!fields.TryNextNumber(uint.MaxValue, out var ssrc))
            return SdpError.MalformedAttribute;
        if (!_index.TryGetValue(ssrc, out var at))
        {
            if (_sources.Count == SdpLimits.MaxRepeats)
                return SdpError.TooManyAttributes;
            _index.Add(ssrc, at = _sources.Count);
            _sources.Add(new SourceDescription(new Ssrc(ssrc), string.Empty));
        }

        if (fields.Rest.StartsWith("cname:", StringComparison.Ordinal))
            _sources[at] = _sources[at] with { Cname = fields.Rest["cname:".Length..].ToString() };
        return SdpError.None;
    }

    /// <summary>"a=ssrc-group:SEMANTICS ID ID...".</summary>
    public SdpError ReadGroup(ReadOnlySpan<char> value)
    {
        var fields = new FieldReader(value);
        var semantics = fields.Next();
        if (!SdpSyntax.IsToken(semantics))
            return SdpError.MalformedAttribute;
        var members = ImmutableArray.CreateBuilder<Ssrc>();
        while (!fields.IsEmpty)
        {
            if (!fields.TryNextNumber(uint.MaxValue, out var ssrc))
                return SdpError.MalformedAttribute;
            members.Add(new Ssrc(ssrc));
        }

        if (_groups.Count == SdpLimits.MaxRepeats || members.Count > SdpLimits.MaxRepeats)
            return SdpError.TooManyAttributes;
        _groups.Add(new SourceGroup(semantics.ToString(), members.DrainToImmutable()));
        return SdpError.None;
    }
}
