using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Plenum.AspNetCore.Access;
using Plenum.AspNetCore.Endpoints.Signaling;
using Plenum.AspNetCore.Hosting;
using Plenum.Protocol;
using Plenum.Rooms;

namespace Plenum.AspNetCore.Tests.Signaling;

/// <summary>
/// What a message allocates on its way through the server: each collection of garbage stops the shards, and comes the
/// later, the less there is of it.
/// </summary>
public sealed class GarbageTests
{
    private const int Members = 8;
    private const int Messages = 500;

    /// <summary>The text once as it came and once as it goes; what names, states and times take; nothing for each recipient.</summary>
    [Theory]
    [InlineData("""{"type":"react","id":7,"emoji":"+"}""", """{"type":"react","id":7,"emoji":"-"}""", 700)]
    [InlineData("""{"type":"chat","id":7,"text":"hello"}""", """{"type":"chat","id":7,"text":"world"}""", 900)]
    [InlineData("""{"type":"raiseHand","id":7,"raised":true}""", """{"type":"raiseHand","id":7,"raised":false}""", 1500)]
    [InlineData(
        """{"type":"updatePublication","id":7,"cid":"mic","muted":true}""",
        """{"type":"updatePublication","id":7,"cid":"mic","muted":false}""",
        1300)]
    public void A_message_to_a_room_of_eight_makes_little(string one, string other, int mostBytes)
    {
        var turns = new[] { one, other }.Select(Encoding.UTF8.GetBytes).ToArray();
        var events = new EventArchive(RoomName.Parse("r"), Encoder(), maxBytes: 16 * 1024);
        var room = new Room(RoomName.Parse("r"), new RoomSettings { ChatHistory = 20 }, DateTimeOffset.UnixEpoch, events);
        for (var member = 0; member < Members; member++)
            Assert.IsType<RoomReply.Welcome>(Do(room, events, Join(member)));
        Exchange(room, events, turns);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Exchange(room, events, turns);

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Messages, 1, mostBytes);
    }

    private static void Exchange(Room room, EventArchive events, byte[][] turns)
    {
        for (var turn = 0; turn < Messages; turn++)
        {
            var bytes = turns[turn / Members % turns.Length];
            var parsed = MessageParser.Parse(bytes);
            Assert.Null(RequestMapper.Map((Request)parsed.Message!, Id(turn % Members), bytes.Length, out var command));
            Assert.Same(RoomReply.Done.Instance, Do(room, events, command!));
            WireWriter.Write(new ServerMessage.Ok { Re = parsed.Id!.Value });
        }
    }

    private static RoomReply Do(Room room, EventArchive events, RoomCommand command)
    {
        var outcome = room.Handle(command, DateTimeOffset.UnixEpoch);
        for (var index = 0; index < outcome.Effects.Deliveries.Count; index++)
            events.Find(outcome.Effects.Deliveries[index].Event!);
        events.Settle();
        return outcome.Reply;
    }

    private static RoomCommand.Join Join(int member) => new(Id(member), new(member))
    {
        Identity = Identity.Of(Id(member)),
        Name = $"Somebody {member}",
        Publications = [new(Cid.Parse("mic"), Plenum.Rooms.TrackSource.Microphone)],
    };

    private static readonly ParticipantId[] Ids = [.. Enumerable.Range(0, Members).Select(member => ParticipantId.Parse($"member{member}"))];

    private static ParticipantId Id(int member) => Ids[member];

    private static EventEncoder Encoder() => new(new ResumeTickets(
        new EphemeralDataProtectionProvider(),
        Microsoft.Extensions.Options.Options.Create(new PlenumOptions()),
        new ServerInstance(TimeProvider.System),
        TimeProvider.System));
}
