using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;
using Viewport = Plenum.Media.Viewport;

namespace Plenum.AspNetCore.Endpoints.Whep;

/// <summary>
/// A player: a participant that only watches. Of the room's publishers it sees as many as its offer has pairs of
/// sections, or the one that it chose.
/// </summary>
internal sealed class WhepKind(MediaPlane media) : IHttpSessionKind
{
    public string Path => "whep";

    /// <summary>Players find out by it what a URL is (draft-ietf-wish-whep-04, section 4.2).</summary>
    public string? ContentType => "application/sdp";

    public HttpProblem? Read(
        SessionDescription offer,
        IQueryCollection query,
        JoinAdmission.Admission admission,
        ConnectionId connection,
        out HttpSessionEntry? entry)
    {
        entry = null;
        if (QueryIdentity.Read(query, "publisher", out var publisher) is { } noPublisher)
            return noPublisher;
        if (QueryIdentity.Read(query, "exclude", out var excluded) is { } noExclusion)
            return noExclusion;
        if (OfferedSections.Read(offer, out var sections) is { } unfit)
            return unfit;
        if (sections.Find(section => !section.Direction.CanReceive()) is { Mid: { } deaf })
            return HttpProblem.Unprocessable($"A player receives: section {deaf} must be recvonly or sendrecv.");

        entry = new HttpSessionEntry
        {
            Join = HttpParticipant.Join(connection, admission, null, ("WHEP", Role.Viewer)) with
            {
                Watches = new PublisherFilter(publisher?.Value, excluded?.Value),
                Audience = true,
            },
            Policy = media.Policy with { Directions = MediaDirection.SendOnly },
            Filler = new PairFiller(publisher is not null),
            Viewport = ViewportFor(sections.Count(section => section.IsVideo)),
        };
        return null;
    }

    /// <summary>Nobody says how large a player shows its pictures: one fills a screen, several share it.</summary>
    private static Viewport ViewportFor(int pictures)
    {
        var columns = (int)Math.Ceiling(Math.Sqrt(Math.Max(pictures, 1)));
        return new Viewport(1920 / columns, 1080 / columns, IsVisible: true);
    }
}
