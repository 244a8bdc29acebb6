using System.Collections.Immutable;

namespace Plenum.Rtc.Sdp;

/// <summary>Writes down what we send as "a=ssrc" and "a=ssrc-group".</summary>
internal static class SourceDescriptions
{
    public static ImmutableArray<SourceDescription> SourcesOf(LocalSource? source, bool hasRetransmission)
    {
        if (source is null)
            return [];
        var media = new SourceDescription(source.Ssrc, source.Cname);
        return hasRetransmission ? [media, new SourceDescription(source.RetransmissionSsrc, source.Cname)] : [media];
    }

    public static ImmutableArray<SourceGroup> GroupsOf(LocalSource? source, bool hasRetransmission) =>
        source is not null && hasRetransmission
            ? [new SourceGroup("FID", [source.Ssrc, source.RetransmissionSsrc])]
            : [];
}
