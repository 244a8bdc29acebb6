namespace Plenum.Rtc.Sdp;

/// <summary>Checks that a later offer continues what was agreed (RFC 3264, section 8; RFC 8829, section 5.2.2).</summary>
internal static class Continuity
{
    public static SdpError Check(NegotiatedSession? current, SessionDescription offer, out int line)
    {
        line = 0;
        if (offer.Media.IsEmpty)
            return SdpError.NoMedia;
        if (current is null)
            return SdpError.None;
        if (offer.Media.Length < current.Media.Length)
            return SdpError.MediaSectionMissing;
        foreach (var agreed in current.Media)
        {
            var section = offer.Media[agreed.Index];
            line = section.Line;

            // A rejected section's place may be used anew, with a mid and kind of its own.
            if (agreed.IsRejected)
                continue;
            var keepsMid = section.Mid.Length == 0 || section.Mid == agreed.Mid;
            if (section.Kind != agreed.Kind || (!keepsMid && !section.IsRejected))
                return SdpError.MediaSectionChanged;
        }

        line = 0;
        return SdpError.None;
    }
}
