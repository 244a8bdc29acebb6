using System.Globalization;

namespace Plenum.Rtc.Sdp;

/// <summary>A codec that is accepted, and how good an offered variant of it is.</summary>
/// <param name="Name">The encoding name; compared without case.</param>
/// <param name="ClockRate">In Hz.</param>
/// <param name="Channels">As the rtpmap says them.</param>
/// <param name="Kind">Which codec it is.</param>
public sealed record CodecPreference(string Name, int ClockRate, int Channels, CodecKind Kind)
{
    /// <summary>Opus, always with two channels in its rtpmap (RFC 7587, section 7).</summary>
    public static readonly CodecPreference Opus = new("opus", 48000, 2, CodecKind.Opus);

    /// <summary>Redundant audio around Opus. Placed before Opus it is what browsers then send.</summary>
    public static readonly CodecPreference Red = new("red", 48000, 2, CodecKind.Red);

    /// <summary>VP8.</summary>
    public static readonly CodecPreference Vp8 = new("VP8", 90000, 1, CodecKind.Vp8);

    /// <summary>VP9, profile 0.</summary>
    public static readonly CodecPreference Vp9 = new("VP9", 90000, 1, CodecKind.Vp9);

    /// <summary>H.264; Constrained Baseline before other profiles, packetization mode 1 before 0.</summary>
    public static readonly CodecPreference H264 = new("H264", 90000, 1, CodecKind.H264);

    /// <summary>AV1, main profile.</summary>
    public static readonly CodecPreference Av1 = new("AV1", 90000, 1, CodecKind.Av1);

    /// <summary>G.711 mu-law, for peers that have no Opus.</summary>
    public static readonly CodecPreference Pcmu = new("PCMU", 8000, 1, CodecKind.Other);

    /// <summary>G.711 A-law, for peers that have no Opus.</summary>
    public static readonly CodecPreference Pcma = new("PCMA", 8000, 1, CodecKind.Other);

    /// <summary>
    /// The payload type to offer, with the one above it for retransmissions; null for the next that is free. For clients
    /// of servers whose own offers are fixed, so that no number has to be translated.
    /// </summary>
    public byte? PayloadType { get; init; }

    /// <summary>How good an offered payload type is: 0 for one that cannot be used.</summary>
    internal int Rank(CodecDescription offered)
    {
        if (!offered.Is(Name) || offered.ClockRate != ClockRate)
            return 0;
        // GStreamer's caps of a receiver leave Opus's channels out; how many there are the stream says (RFC 7587, section 7).
        if (offered.Channels != Channels)
            return Kind == CodecKind.Opus && offered.Channels == 1 ? 1 : 0;
        return Kind switch
        {
            CodecKind.Opus => 2,
            CodecKind.H264 => RankOfH264(offered.Parameters),
            CodecKind.Vp9 => offered.Parameters.Number("profile-id", 0) == 0 ? 1 : 0,
            CodecKind.Av1 => offered.Parameters.Number("profile", 0) == 0 ? 1 : 0,
            _ => 1,
        };
    }

    // RFC 6184, section 8.1: without a profile-level-id it is the Baseline profile, without a mode it is mode 0.
    private static int RankOfH264(FormatParameters parameters)
    {
        var mode = parameters.Number("packetization-mode", 0);
        if (mode > 1)
            return 0;
        return (mode * 10) + RankOfProfile(parameters);
    }

    private static int RankOfProfile(FormatParameters parameters)
    {
        const int constraintSet1 = 0x40;
        if (!parameters.TryGet("profile-level-id", out var text) || text.Length != 6)
            return 2;
        if (!uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return 1;
        var isBaseline = id >> 16 == 0x42;
        var isConstrained = ((id >> 8) & constraintSet1) != 0;
        return (isBaseline, isConstrained) switch
        {
            (true, true) => 3,
            (true, false) => 2,
            _ => 1,
        };
    }
}
