using System.Globalization;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.HttpSessions;

/// <summary>The audio and video sections of an offer, as far as they are not switched off.</summary>
internal static class OfferedSections
{
    /// <summary>One of them.</summary>
    /// <param name="Mid">Its id; where it says none, the one that the answerer gives it: its place.</param>
    /// <param name="IsVideo">Video or audio.</param>
    /// <param name="Direction">Seen from the offerer.</param>
    public readonly record struct Section(string Mid, bool IsVideo, MediaDirection Direction);

    /// <summary>Reads them, all of which must be able to share the one transport that there is.</summary>
    /// <param name="offer">The offer.</param>
    /// <param name="sections">The sections, of which there is at least one.</param>
    /// <returns>What is wrong; or null.</returns>
    public static HttpProblem? Read(SessionDescription offer, out List<Section> sections)
    {
        var media = offer.Media.Index()
            .Where(pair => pair.Item.Kind is MediaKind.Audio or MediaKind.Video && !pair.Item.IsRejected)
            .ToList();
        sections = [.. media.Select(pair => SectionOf(pair.Index, pair.Item))];
        if (media.Count == 0)
            return HttpProblem.Unprocessable("There is no audio or video in the offer.");

        // RFC 9725, section 4.4.1: max-bundle with RTCP on the same port. A single section is a bundle by itself.
        if (media.Count > 1 && !media.TrueForAll(pair => IsBundled(offer, pair.Item)))
            return HttpProblem.Unprocessable("All audio and video shares one transport here: put all sections into one BUNDLE group (RFC 9143).");
        return media.TrueForAll(pair => pair.Item.HasRtcpMux)
            ? null
            : HttpProblem.Unprocessable("RTCP has no port of its own here: offer a=rtcp-mux in each section (RFC 5761, RFC 8858).");
    }

    private static Section SectionOf(int index, MediaDescription media) => new(
        media.Mid.Length > 0 ? media.Mid : index.ToString(CultureInfo.InvariantCulture),
        media.Kind == MediaKind.Video,
        media.Direction);

    private static bool IsBundled(SessionDescription offer, MediaDescription media) =>
        !offer.BundleGroups.IsEmpty && offer.BundleGroups[0].Contains(media.Mid);
}
