using Microsoft.AspNetCore.Http;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.HttpSessions;
using Plenum.AspNetCore.Hosting.Media;
using Plenum.Rooms;
using Plenum.Rtc.Sdp;

namespace Plenum.AspNetCore.Endpoints.Whip;

/// <summary>An encoder: a participant that only publishes, a microphone and a camera.</summary>
internal sealed class WhipKind(MediaPlane media) : IHttpSessionKind
{
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

        entry = new HttpSessionEntry
        {
            Join = HttpParticipant.Join(connection, admission, named, ("WHIP", Role.Member)) with
            {
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
        if (OfferedSections.Read(offer, out var sections) is { } unfit)
            return unfit;
        if (sections.Find(section => !section.Direction.CanSend()) is { Mid: { } mute })
            return HttpProblem.Unprocessable($"An encoder sends: section {mute} must be sendonly or sendrecv.");
        if (sections.DistinctBy(section => section.IsVideo).Count() < sections.Count)
            return HttpProblem.Unprocessable("One audio and one video track at most: send each further one in a session of its own.");

        foreach (var section in sections)
            tracks.Add(section.Mid, section.IsVideo ? Camera : Microphone);
        return null;
    }
}
