using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.AspNetCore.Endpoints.Signaling;
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
    private const string DefaultName = "WHEP";

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
        var sections = OfferedSections.Of(offer).ToList();
        if (sections.Count == 0)
            return HttpProblem.Unprocessable("There is no audio or video in the offer.");
        if (sections.Exists(section => !section.Direction.CanReceive()))
            return HttpProblem.Unprocessable("A player receives: use recvonly or sendrecv.");

        var participant = ParticipantIds.Next();
        entry = new HttpSessionEntry
        {
            Join = new RoomCommand.Join(participant, connection)
            {
                Identity = admission.Identity ?? Identity.Of(participant),
                Name = admission.Name ?? QueryIdentity.AsName(admission.Identity) ?? DefaultName,
                NameFixed = true,
                Role = admission.Role ?? Role.Viewer,
                Grants = admission.Grants,
                Reach = Reach.Forward,
                Listens = false,
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
