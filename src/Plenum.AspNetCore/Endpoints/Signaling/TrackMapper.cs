using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Tracks as clients describe them.</summary>
internal static class TrackMapper
{
    /// <summary>A list's items may be null in JSON whatever its type says: the serializer does not check them.</summary>
    public static RequestError? Map(IReadOnlyList<PublicationSpec?>? specs, out IReadOnlyList<TrackSpec> tracks)
    {
        var mapped = new List<TrackSpec>(specs?.Count ?? 0);
        tracks = mapped;
        foreach (var spec in specs ?? [])
        {
            if (spec is null)
                return new RequestError(ErrorCode.BadMessage, "publications: null is no publication.");
            if (Map(spec, out var track) is { } error)
                return error;

            mapped.Add(track!);
        }

        return null;
    }

    public static RequestError? Map(PublicationSpec spec, out TrackSpec? track)
    {
        track = Cid.TryParse(spec.Cid, out var cid)
            ? new TrackSpec(cid, WireEnums.ToRooms(spec.Source), spec.Muted, spec.Width, spec.Height)
            : null;
        return track is null ? new RequestError(ErrorCode.InvalidArgument, "cid: use 1 to 32 of A-Z a-z 0-9 _ -.") : null;
    }
}
