using Plenum.Protocol;

namespace Plenum.AspNetCore.Tests.Support;

/// <summary>Somebody in a call, with signalling and media.</summary>
internal sealed class Caller(TestClient signaling, MediaClient media) : IAsyncDisposable
{
    private static readonly PublicationSpec[] Tracks =
    [
        new() { Cid = "camera", Source = TrackSource.Camera, Width = 1280, Height = 720 },
        new() { Cid = "microphone", Source = TrackSource.Microphone },
    ];

    public TestClient Signaling => signaling;

    public MediaClient Media { get; private set; } = media;

    public string Camera => $"{signaling.Id}.camera";

    public string Microphone => $"{signaling.Id}.microphone";

    /// <summary>Joins with an offer, and takes the answer if there is one.</summary>
    public static async Task<Caller> JoinAsync(TestHost host, string room, byte number, bool publishes, int slots)
    {
        var caller = new Caller(await host.ConnectAsync(), new MediaClient(number, publishes, slots));
        var reply = await caller.Signaling.RequestAsync(id => new Request.Join
        {
            Id = id,
            Room = room,
            Name = $"Caller {number}",
            Publications = publishes ? Tracks : [],
            Offer = caller.Media.Offer(),
        });
        if (Assert.IsType<ServerMessage.Welcome>(reply).Answer is { } answer)
            caller.Media.Take(answer);
        return caller;
    }

    public async Task NegotiateAsync(bool restartsIce = false)
    {
        var reply = await signaling.RequestAsync(id => new Request.Negotiate { Id = id, Offer = Media.Offer(restartsIce) });
        Media.Take(Assert.IsType<ServerMessage.Negotiated>(reply).Answer);
    }

    /// <summary>Makes a new peer connection, after the server gave the old one up.</summary>
    public async Task ReconnectAsync(MediaClient fresh)
    {
        Assert.Equal(Media.Connection, (await signaling.MessageAsync<ServerMessage.ConnectionLost>()).Connection);
        await Media.DisposeAsync();
        Media = fresh;
        await NegotiateAsync();
    }

    /// <summary>Waits until the slots show exactly these.</summary>
    public async Task<ServerMessage.Slots> SlotsShowAsync(params string[] publications)
    {
        while (true)
        {
            var slots = await signaling.MessageAsync<ServerMessage.Slots>();
            if (slots.Bound.Values.Order().SequenceEqual(publications.Order()))
                return slots;
        }
    }

    public async Task ReportAsync(EdgeInfo edge, EdgeCondition state) =>
        await signaling.OkAsync(id => new Request.EdgeState { Id = id, Edge = edge.Id, State = state });

    public async ValueTask DisposeAsync()
    {
        await Media.DisposeAsync();
        await signaling.DisposeAsync();
    }
}
