using System.Text;
using System.Text.Json;
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
    private const int Members = 8;

    private static readonly EventEncoder Encoder = new(new ResumeTickets(
        new EphemeralDataProtectionProvider(), Options.Create(new PlenumOptions()), new ServerInstance(TimeProvider.System), TimeProvider.System));

    private static readonly byte[][] Requests =
    [
        Encoding.UTF8.GetBytes($$"""{"type":"chat","id":7,"text":"{{new string('x', 200)}}"}"""),
        """{"type":"react","id":7,"emoji":"+"}"""u8.ToArray(),
        """{"type":"updatePublication","id":7,"cid":"microphone","muted":true}"""u8.ToArray(),
        """{"type":"raiseHand","id":7,"raised":true}"""u8.ToArray(),
        """{"type":"updatePublication","id":7,"cid":"microphone","muted":false}"""u8.ToArray(),
        """{"type":"raiseHand","id":7,"raised":false}"""u8.ToArray(),
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

    /// <summary>One request by one member, of one of six kinds.</summary>
    public void Exchange(long kind)
    {
        var request = Requests[kind % Requests.Length];
        var parsed = MessageParser.Parse(request);
        // A whole round of members does the same before the next kind has its turn.
        var member = Id(_turn++ % Members);
        if (RequestMapper.Map((Request)parsed.Message!, member, request.Length, out var command) is { } error)
            throw new InvalidOperationException(error.Message);
        Do(command!);
        JsonSerializer.SerializeToUtf8Bytes<ServerMessage>(
            new ServerMessage.Ok { Re = parsed.Id!.Value }, CompactWireJson.Instance.ServerMessage);
    }

    private void Do(RoomCommand command)
    {
        var outcome = _room.Handle(command, DateTimeOffset.UtcNow);
        if (outcome.Reply is RoomReply.Refused refused)
            throw new InvalidOperationException(refused.Error.Message);
        foreach (var deliver in outcome.Effects.OfType<RoomEffect.Deliver>())
            _events.Find(deliver.Event);
        _events.Settle();
    }

    private static RoomCommand.Join Join(int member) => new(Id(member), new(member))
    {
        Identity = Identity.Of(Id(member)),
        Name = $"Somebody {member}",
        Publications = [new(Cid.Parse("microphone"), TrackSource.Microphone)],
    };

    private static ParticipantId Id(int member) => ParticipantId.Parse($"abcdefgh{member}");
}
