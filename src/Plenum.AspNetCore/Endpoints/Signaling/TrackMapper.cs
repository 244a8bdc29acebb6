using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>Tracks as clients describe them.</summary>
internal static class TrackMapper
{
    public static RequestError? Map(PublicationSpec spec, Func<TrackSpec, RoomCommand> make, out RoomCommand? command)
    {
        var problem = Map([spec], out var tracks);
        command = problem is null ? make(tracks[0]) : null;
        return problem;
    }

    /// <summary>A list's items may be null in JSON whatever its type says: the serializer does not check them.</summary>
    public static RequestError? Map(IReadOnlyList<PublicationSpec?>? specs, out IReadOnlyList<TrackSpec> tracks)
    {
        var mapped = new List<TrackSpec>(specs?.Count ?? 0);
        tracks = mapped;
        foreach (var spec in specs ?? [])
        {
            if (spec is null)
                return new RequestError(ErrorCode.BadMessage, "publications: null is no publication.");
            if (!Cid.TryParse(spec.Cid, out var cid))
                return new RequestError(ErrorCode.InvalidArgument, "cid: use 1 to 32 of A-Z a-z 0-9 _ -.");

            mapped.Add(new TrackSpec(cid, WireEnums.ToRooms(spec.Source), spec.Muted, spec.Width, spec.Height));
        }

        return null;
    }
}
