using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.Whip;

/// <summary>An encoder: a participant that only publishes, a microphone and a camera.</summary>
internal sealed class WhipKind(MediaPlane media) : IHttpSessionKind
{
    private const string DefaultName = "WHIP";

    private static readonly Cid Microphone = Cid.Parse("microphone");
    private static readonly Cid Camera = Cid.Parse("camera");

    public string Path => "whip";

    public string? ContentType => null;

    public HttpProblem? Read(
        SessionDescription offer,
        IQueryCollection query,
        JoinAdmission.Admission admission,
        ConnectionId connection,
        out HttpSessionEntry? entry)
    {
        entry = null;
        if (QueryIdentity.Read(query, "identity", out var named) is { } wrong)
            return wrong;
        if (Sections(offer, out var tracks) is { } unfit)
            return unfit;

        var participant = ParticipantIds.Next();
        var identity = admission.Identity ?? named;
        entry = new HttpSessionEntry
        {
            Join = new RoomCommand.Join(participant, connection)
            {
                Identity = identity ?? Identity.Of(participant),
                Name = admission.Name ?? QueryIdentity.AsName(identity) ?? DefaultName,
                NameFixed = true,
                // A role that the room gave could be the host's, and there is nobody to do what hosts do.
                Role = admission.Role ?? Role.Member,
                Grants = admission.Grants,
                Reach = Reach.Forward,
                Listens = false,
                Subscribes = false,
                Publications = [.. tracks.Values.Select(Specify)],
            },
            Tracks = tracks,
            Policy = media.Policy with { Directions = MediaDirection.ReceiveOnly },
        };
        return null;
    }

    private static TrackSpec Specify(Cid cid) => new(cid, cid == Camera ? TrackSource.Camera : TrackSource.Microphone);

    /// <summary>One track of each kind at most, and each sent (RFC 9725, sections 4.2 and 4.4.2).</summary>
    private static HttpProblem? Sections(SessionDescription offer, out Dictionary<string, Cid> tracks)
    {
        tracks = [];
        foreach (var section in OfferedSections.Of(offer))
        {
            if (!section.Direction.CanSend())
                return HttpProblem.Unprocessable("An encoder sends: use sendonly or sendrecv.");
            var cid = section.IsVideo ? Camera : Microphone;
            if (tracks.ContainsValue(cid))
                return HttpProblem.Unprocessable("One audio and one video track at most.");
            tracks.Add(section.Mid, cid);
        }

        return tracks.Count == 0 ? HttpProblem.Unprocessable("There is no audio or video in the offer.") : null;
    }
}
