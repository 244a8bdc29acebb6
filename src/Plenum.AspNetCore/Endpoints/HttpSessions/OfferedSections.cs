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

    public static IEnumerable<Section> Of(SessionDescription offer) => offer.Media
        .Index()
        .Where(pair => pair.Item.Kind is MediaKind.Audio or MediaKind.Video && !pair.Item.IsRejected)
        .Select(pair => new Section(
            pair.Item.Mid.Length > 0 ? pair.Item.Mid : pair.Index.ToString(CultureInfo.InvariantCulture),
            pair.Item.Kind == MediaKind.Video,
            pair.Item.Direction));
}
