using Microsoft.Extensions.DependencyInjection;
using Plenum.AspNetCore.Tests.Support;
using Plenum.Protocol;
using Plenum.Rooms;
using TrackSource = Plenum.Protocol.TrackSource;

namespace Plenum.AspNetCore.Tests.Signaling;

/// <summary>Every error code, by a client that earns it.</summary>
public sealed class ErrorCodeTests
{
    private static readonly ManualTimeProvider Clock = new();

    private static readonly Dictionary<ErrorCode, Func<TestHost, Task<ErrorCode>>> Scenarios = new()
    {
        [ErrorCode.BadMessage] = host => RawAsync(host, "{"),
        [ErrorCode.UnknownType] = host => RawAsync(host, """{"type":"dance","id":1}"""),
        [ErrorCode.TooLarge] = host => RawAsync(host, new string('x', 300_000)),
        [ErrorCode.RateLimited] = host => RawAsync(host, [.. Enumerable.Repeat("""{"type":"pong"}""", 21)]),
        [ErrorCode.InvalidState] = async host =>
            await (await host.ConnectAsync()).ErrorAsync(id => new Request.Chat { Id = id, Text = "too early" }),
        [ErrorCode.InvalidArgument] = async host =>
            await (await host.ConnectAsync()).ErrorAsync(id => new Request.Join { Id = id, Room = "no room" }),
        [ErrorCode.DuplicateId] = async host =>
            await (await host.JoinAsync("r")).ErrorAsync(_ => new Request.Chat { Id = 1, Text = "again" }),
        [ErrorCode.Unauthorized] = async host =>
            await (await host.ConnectAsync()).ErrorAsync(id => new Request.Join { Id = id, Room = "r", Token = "x.y.z" }),
        [ErrorCode.Forbidden] = async host =>
            await (await WithHostAsync(host)).Member.ErrorAsync(id => new Request.EndRoom { Id = id }),
        [ErrorCode.NameTooLong] = async host =>
            await (await host.JoinAsync("r")).ErrorAsync(id => new Request.Rename { Id = id, Name = new string('x', 65) }),
        [ErrorCode.MetadataTooLong] = async host =>
            await (await host.JoinAsync("r")).ErrorAsync(id => new Request.SetMetadata { Id = id, Metadata = new string('x', 4097) }),
        [ErrorCode.ChatTooLong] = async host =>
            await (await host.JoinAsync("r")).ErrorAsync(id => new Request.Chat { Id = id, Text = new string('x', 4001) }),
        [ErrorCode.RoomNotFound] = async host =>
            await (await host.ConnectAsync()).ErrorAsync(id => new Request.Join { Id = id, Room = "unknown" }),
        [ErrorCode.RoomFull] = RoomFullAsync,
        [ErrorCode.Overloaded] = async host => await (await host.ConnectAsync()).ErrorAsync(
            id => new Request.Join { Id = id, Room = "r", Name = "One", Reach = Plenum.Protocol.Reach.Forward }),
        [ErrorCode.RoomLocked] = RoomLockedAsync,
        [ErrorCode.RoomEnded] = RoomEndedAsync,
        [ErrorCode.TooManyRooms] = TooManyRoomsAsync,
        [ErrorCode.Banned] = BannedAsync,
        [ErrorCode.Denied] = DeniedAsync,
        [ErrorCode.ParticipantNotFound] = async host =>
            await (await host.JoinAsync("r")).ErrorAsync(id => new Request.LowerHand { Id = id, Participant = "nobody" }),
        [ErrorCode.PublicationNotFound] = async host =>
            await (await host.JoinAsync("r")).ErrorAsync(id => new Request.Unpublish { Id = id, Cid = "nothing" }),
        [ErrorCode.DuplicatePublication] = async host =>
            await (await host.JoinAsync("r", "One", "same")).ErrorAsync(id => Publish(id, "same")),
        [ErrorCode.TooManyPublications] = async host =>
            await (await host.JoinAsync("r", "One", "first", "second")).ErrorAsync(id => Publish(id, "third")),
        [ErrorCode.NoSuchEdge] = NoSuchEdgeAsync,
        [ErrorCode.ConnectionNotFound] = host => NegotiateErrorAsync(host, TestOffers.Of(TestOffers.Audio("recvonly")), "gone"),
        [ErrorCode.BadDescription] = host => NegotiateErrorAsync(host, "hello", null),
        [ErrorCode.SessionNotFound] = async host => await ResumeErrorAsync(host, "AAAA"),
        [ErrorCode.Unavailable] = async host =>
            await (await host.ConnectAsync()).ErrorAsync(id => new Request.Join { Id = id, Room = "failing" }),
        [ErrorCode.Internal] = InternalAsync,
    };

    public static TheoryData<ErrorCode> Codes() => new(Enum.GetValues<ErrorCode>());

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task Every_error_code_is_earned_and_told(ErrorCode code)
    {
        await using var host = await TestHost.StartAsync(
            options =>
            {
                options.Rooms.MaxRooms = 2;
                options.Media.MaxConnections = 0;
                options.Signaling.MessageBurst = 20;
                options.Access.Keys.Add(new TokenKeyOptions { Secret = TestTokens.Secret });
            },
            Clock,
            services: services => services.AddSingleton<IRoomRule, Rule>());

        Assert.Equal(code, await Scenarios[code](host));
    }

    private static async Task<ErrorCode> RawAsync(TestHost host, params string[] messages)
    {
        var client = await host.ConnectAsync();
        foreach (var message in messages)
            await client.SendRawAsync(message);

        return (await client.MessageAsync<ServerMessage.Error>()).Code;
    }

    private static async Task<(TestClient Host, TestClient Member)> WithHostAsync(TestHost host) =>
        (await host.JoinAsync("r", "Host"), await host.JoinAsync("r", "Member"));

    private static async Task<ErrorCode> JoinErrorAsync(TestHost host, string room) =>
        await (await host.ConnectAsync()).ErrorAsync(id => new Request.Join { Id = id, Room = room, Name = "Late" });

    private static async Task<ErrorCode> ResumeErrorAsync(TestHost host, string token) =>
        await (await host.ConnectAsync()).ErrorAsync(id => new Request.Resume { Id = id, Token = token, LastSeq = 0 });

    private static async Task<ErrorCode> NegotiateErrorAsync(TestHost host, string sdp, string? connection) =>
        await (await host.JoinAsync("r")).ErrorAsync(id => new Request.Negotiate
        {
            Id = id,
            Offer = new MediaOffer { Sdp = sdp, Tracks = new Dictionary<string, string>(), Connection = connection },
        });

    private static Request.Publish Publish(long id, string cid) =>
        new() { Id = id, Publication = new PublicationSpec { Cid = cid, Source = TrackSource.Camera } };

    private static async Task<ErrorCode> RoomFullAsync(TestHost host)
    {
        await WithHostAsync(host);
        await host.JoinAsync("r", "Third");
        return await JoinErrorAsync(host, "r");
    }

    private static async Task<ErrorCode> RoomLockedAsync(TestHost host)
    {
        var one = await host.JoinAsync("r");
        await one.OkAsync(id => new Request.Lock { Id = id, Locked = true });
        return await JoinErrorAsync(host, "r");
    }

    private static async Task<ErrorCode> RoomEndedAsync(TestHost host)
    {
        var (one, two) = await WithHostAsync(host);
        await one.OkAsync(id => new Request.EndRoom { Id = id });
        Assert.Equal(CloseCode.RoomEnded, await two.ClosedAsync());
        return await ResumeErrorAsync(host, two.Session.ResumeToken);
    }

    private static async Task<ErrorCode> TooManyRoomsAsync(TestHost host)
    {
        await host.JoinAsync("first");
        await host.JoinAsync("second");
        return await JoinErrorAsync(host, "third");
    }

    private static async Task<ErrorCode> BannedAsync(TestHost host)
    {
        var (one, two) = await WithHostAsync(host);
        await one.OkAsync(id => new Request.Remove { Id = id, Participant = two.Id, Ban = true });
        Assert.Equal(CloseCode.Removed, await two.ClosedAsync());
        return await ResumeErrorAsync(host, two.Session.ResumeToken);
    }

    private static async Task<ErrorCode> DeniedAsync(TestHost host)
    {
        var one = await host.JoinAsync("r");
        await one.OkAsync(id => new Request.SetWaitingRoom { Id = id, Enabled = true });
        var two = await host.ConnectAsync();
        Assert.IsType<ServerMessage.Waiting>(await two.RequestAsync(id => new Request.Join { Id = id, Room = "r", Name = "Two" }));
        await one.OkAsync(id => new Request.Deny { Id = id, Participant = two.Id });
        Assert.Equal(CloseCode.Denied, await two.ClosedAsync());
        return await ResumeErrorAsync(host, two.Session.ResumeToken);
    }

    private static async Task<ErrorCode> NoSuchEdgeAsync(TestHost host)
    {
        var (one, two) = await WithHostAsync(host);
        return await one.ErrorAsync(id => Signals.Candidate(id, two.Id));
    }

    private static async Task<ErrorCode> InternalAsync(TestHost host)
    {
        var client = await host.ConnectAsync();
        var token = TestTokens.Mint(new { room = "r", identity = "i", nbf = 0, exp = 9_000_000_000 });
        Clock.Broken = true;
        var code = await client.ErrorAsync(id => new Request.Join { Id = id, Room = "r", Token = token });
        Clock.Broken = false;
        return code;
    }

    /// <summary>Rooms of three with at most two tracks each; one that is not, and one whose rule is broken.</summary>
    private sealed class Rule : IRoomRule
    {
        public ValueTask<RoomSettings?> FindAsync(RoomName room, CancellationToken cancellationToken) => room.Value switch
        {
            "unknown" => ValueTask.FromResult<RoomSettings?>(null),
            "failing" => throw new TimeoutException("The database does not answer."),
            _ => ValueTask.FromResult<RoomSettings?>(new RoomSettings { Capacity = 3, MaxPublications = 2 }),
        };
    }
}
