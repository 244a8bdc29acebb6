using System.Text;
using System.Text.Json;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Signaling;

public sealed class WireWriterTests
{
    private static readonly SessionInfo Session = new()
    {
        Epoch = "e",
        ResumeToken = "t+/&<>é\"",
        IceServers = [new IceServerInfo { Urls = ["stun:example.org"] }],
        HeartbeatMs = 5000,
        GraceMs = 20_000,
    };

    private static readonly ParticipantInfo Participant = new()
    {
        Id = "p",
        Identity = "somebody",
        Name = "Zoë <b> 😀 \ud800",
        Role = ParticipantRole.Host,
        Grants = [Grant.Chat, Grant.Moderate],
        Metadata = "",
        JoinedAt = DateTimeOffset.UnixEpoch.AddMilliseconds(1),
        Connected = true,
        HandRaisedAt = DateTimeOffset.UnixEpoch,
        Publications = [new PublicationInfo { Id = "p.c", Kind = TrackKind.Video, Source = TrackSource.Camera, Muted = false, Width = 1 }],
    };

    private static readonly SignalData Signal = new()
    {
        Link = "l",
        Description = new SessionDescription { Type = SdpType.Offer, Sdp = "v=0\r\na=x:+/", Tracks = new Dictionary<string, string> { ["0"] = "c" } },
    };

    public static TheoryData<ServerMessage> Messages =>
    [
        new ServerMessage.Ping(),
        new ServerMessage.Ok { Re = 7 },
        new ServerMessage.Error { Re = 1, Code = ErrorCode.ChatTooLong, Message = "too \"long\"" },
        new ServerMessage.Error { Code = ErrorCode.Overloaded, Message = "m", RetryAfterMs = 5 },
        new ServerMessage.Waiting { Re = 1, Participant = "p", Seq = 2, Session = Session },
        new ServerMessage.Event { Seq = 3, Body = new RoomEvent.Reacted { Participant = "p", Emoji = "👍" } },
        new ServerMessage.Slots { Connection = "c", Bound = new Dictionary<string, string> { ["1"] = "p.c" } },
        new ServerMessage.LayersWanted { Cid = "c", Layers = [0, 2] },
        new ServerMessage.CodecWanted { Codec = VideoCodec.H264 },
        new ServerMessage.Load { Sheds = ShedKind.Layers },
    ];

    public static TheoryData<RoomEvent> Events =>
    [
        new RoomEvent.SessionRenewed { ResumeToken = "t" },
        new RoomEvent.ParticipantJoined { Participant = Participant },
        new RoomEvent.ParticipantUpdated { Participant = Participant with { HandRaisedAt = null, Publications = [] } },
        new RoomEvent.ParticipantLeft { Participant = "p", Reason = LeaveReason.TimedOut },
        new RoomEvent.PublicationUpdated { Participant = "p", Publication = Participant.Publications[0], By = "q" },
        new RoomEvent.PlanChanged
        {
            Added = [new EdgeInfo { Id = "p.c>q:direct", Publication = "p.c", Publisher = "p", Subscriber = "q", Via = EdgeVia.Direct }],
            Removed = ["x"],
        },
        new RoomEvent.Signaled { From = "p", Data = Signal },
        new RoomEvent.ChatReceived
        {
            Message = new ChatMessage { Id = 1, Participant = "p", Name = "n", Text = new string('x', 40_000), At = DateTimeOffset.UnixEpoch },
        },
        new RoomEvent.Reacted { Participant = "p", Emoji = "+" },
        new RoomEvent.WaitingChanged { Waiting = [] },
    ];

    /// <summary>The serializer's own way to write one of many types is the measure.</summary>
    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_written_as_the_schema_says(ServerMessage message) => Assert.Equal(
        JsonSerializer.Serialize(message, CompactWireJson.Instance.ServerMessage), Encoding.UTF8.GetString(WireWriter.Write(message)));

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_written_as_the_schema_says(RoomEvent happened) => Assert.Equal(
        JsonSerializer.Serialize(happened, CompactWireJson.Instance.RoomEvent), Encoding.UTF8.GetString(WireWriter.Write(happened)));

    [Fact]
    public void Nothing_is_left_over_of_what_was_written_before()
    {
        WireWriter.Write(new RoomEvent.Signaled { From = "p", Data = Signal });

        Assert.Equal("""{"type":"ping"}""", Encoding.UTF8.GetString(WireWriter.Write(new ServerMessage.Ping())));
    }
}
