using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Plenum.AspNetCore;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Hosting;
using Plenum.Protocol;
using Plenum.Rooms;
using TrackSource = Plenum.Rooms.TrackSource;

namespace Plenum.FanOut;

/// <summary>
/// A room of eight whose members send requests in turn: read, mapped, done, written, replied to and kept as in the server,
/// with nothing left out but the sockets.
/// </summary>
internal sealed class SignalingRoom
{
    public const int Members = 8;

    private static readonly EventEncoder Encoder = new(new ResumeTickets(
        new EphemeralDataProtectionProvider(), Options.Create(new PlenumOptions()), new ServerInstance(TimeProvider.System), TimeProvider.System));

    private static readonly (string Name, byte[] Message)[] Requests =
    [
        ("chat of 200", Encoding.UTF8.GetBytes($$"""{"type":"chat","id":7,"text":"{{new string('x', 200)}}"}""")),
        ("react", """{"type":"react","id":7,"emoji":"+"}"""u8.ToArray()),
        ("mute", """{"type":"updatePublication","id":7,"cid":"microphone","muted":true}"""u8.ToArray()),
        ("hand up", """{"type":"raiseHand","id":7,"raised":true}"""u8.ToArray()),
        ("unmute", """{"type":"updatePublication","id":7,"cid":"microphone","muted":false}"""u8.ToArray()),
        ("hand down", """{"type":"raiseHand","id":7,"raised":false}"""u8.ToArray()),
    ];

    private readonly EventArchive _events;
    private readonly Room _room;
    private int _turn;

    public SignalingRoom(RoomName name)
    {
        var settings = new RoomSettings();
        _events = new(name, Encoder, settings.EventLogBytes);
        _room = new(name, settings, DateTimeOffset.UtcNow, _events);
        for (var member = 0; member < Members; member++)
            Do(Join(member));
    }

    /// <summary>The kinds of requests.</summary>
    public static IReadOnlyList<string> Kinds => [.. Requests.Select(request => request.Name)];

    /// <summary>One request by one member, of one of six kinds.</summary>
    /// <param name="kind">Which; counted around.</param>
    /// <param name="stages">What each stage has allocated is added here, where somebody wants to know.</param>
    public void Exchange(long kind, Stages? stages = null)
    {
        var message = Requests[kind % Requests.Length].Message;
        stages?.Begin();
        var parsed = MessageParser.Parse(message);
        stages?.End(Stages.Parse);
        // A whole round of members does the same before the next kind has its turn.
        var member = Id(_turn++ % Members);
        stages?.Begin();
        if (RequestMapper.Map((Request)parsed.Message!, member, message.Length, out var command) is { } error)
            throw new InvalidOperationException(error.Message);
        stages?.End(Stages.Map);
        Do(command!, stages);
        WireWriter.Write(new ServerMessage.Ok { Re = parsed.Id!.Value });
        stages?.End(Stages.Reply);
    }

    private void Do(RoomCommand command, Stages? stages = null)
    {
        var outcome = _room.Handle(command, DateTimeOffset.UtcNow);
        stages?.End(Stages.Room);
        if (outcome.Reply is RoomReply.Refused refused)
            throw new InvalidOperationException(refused.Error.Message);
        for (var index = 0; index < outcome.Effects.Deliveries.Count; index++)
            _events.Find(outcome.Effects.Deliveries[index].Event!);
        _events.Settle();
        stages?.End(Stages.Deliver);
    }

    private static RoomCommand.Join Join(int member) => new(Id(member), new(member))
    {
        Identity = Identity.Of(Id(member)),
        Name = $"Somebody {member}",
        Publications = [new(Cid.Parse("microphone"), TrackSource.Microphone)],
    };

    private static ParticipantId Id(int member) => ParticipantId.Parse($"abcdefgh{member}");
}
