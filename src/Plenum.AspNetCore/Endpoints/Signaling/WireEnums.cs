using Plenum.Rooms;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>
/// Enums of the wire and of rooms, matched by name once; a member without its counterpart fails the first use, and a
/// test uses all.
/// </summary>
internal static class WireEnums
{
    private static readonly EnumMap<Role, Protocol.ParticipantRole> Roles = new();
    private static readonly EnumMap<TrackSource, Protocol.TrackSource> Sources = new();
    private static readonly EnumMap<TrackKind, Protocol.TrackKind> Kinds = new();
    private static readonly EnumMap<VideoCodec, Protocol.VideoCodec> Codecs = new();
    private static readonly EnumMap<EdgeVia, Protocol.EdgeVia> Ways = new();
    private static readonly EnumMap<EdgeCondition, Protocol.EdgeCondition> Conditions = new();
    private static readonly EnumMap<TopologyMode, Protocol.Topology> Topologies = new();
    private static readonly EnumMap<Reach, Protocol.Reach> Reaches = new();
    private static readonly EnumMap<LeaveReason, Protocol.LeaveReason> LeaveReasons = new();
    private static readonly EnumMap<RoomErrorCode, Protocol.ErrorCode> Errors = new();
    private static readonly EnumMap<CloseReason, Protocol.CloseCode> Closes = new();
    private static readonly EnumMap<Media.Shedding.ShedKind, Protocol.ShedKind> Sheds = new();

    private static readonly (Protocol.Grant Wire, Grants Room)[] AllGrants =
        [.. Enum.GetValues<Protocol.Grant>().Select(grant => (grant, Enum.Parse<Grants>(grant.ToString())))];

    /// <summary>The lists of every combination: each message that says somebody's state says the grants, too.</summary>
    private static readonly IReadOnlyList<Protocol.Grant>[] GrantLists =
        [.. Enumerable.Range(0, 1 << AllGrants.Length).Select(grants => List((Grants)grants))];

    public static Role ToRooms(Protocol.ParticipantRole role) => Roles.Back(role);

    public static TrackSource ToRooms(Protocol.TrackSource source) => Sources.Back(source);

    public static Grants? ToRooms(IReadOnlyList<Protocol.Grant>? grants) =>
        grants?.Aggregate(Grants.None, (all, grant) => all | AllGrants.Single(pair => pair.Wire == grant).Room);

    public static Protocol.ParticipantRole ToWire(Role role) => Roles.To(role);

    public static Protocol.TrackSource ToWire(TrackSource source) => Sources.To(source);

    public static Protocol.TrackKind ToWire(TrackKind kind) => Kinds.To(kind);

    public static Protocol.EdgeVia ToWire(EdgeVia via) => Ways.To(via);

    public static Protocol.VideoCodec ToWire(VideoCodec codec) => Codecs.To(codec);

    public static VideoCodec ToRooms(Protocol.VideoCodec codec) => Codecs.Back(codec);

    public static EdgeCondition ToRooms(Protocol.EdgeCondition condition) => Conditions.Back(condition);

    public static TopologyMode ToRooms(Protocol.Topology topology) => Topologies.Back(topology);

    public static Reach ToRooms(Protocol.Reach reach) => Reaches.Back(reach);

    public static Protocol.Topology ToWire(TopologyMode mode) => Topologies.To(mode);

    public static Protocol.LeaveReason ToWire(LeaveReason reason) => LeaveReasons.To(reason);

    public static Protocol.ErrorCode ToWire(RoomErrorCode code) => Errors.To(code);

    public static Protocol.ShedKind ToWire(Media.Shedding.ShedKind kind) => Sheds.To(kind);

    public static Protocol.CloseCode ToWire(CloseReason reason) => Closes.To(reason);

    public static IReadOnlyList<Protocol.Grant> ToWire(Grants grants) => GrantLists[(int)grants];

    private static Protocol.Grant[] List(Grants grants) =>
        [.. AllGrants.Where(pair => grants.HasFlag(pair.Room)).Select(pair => pair.Wire)];
}
