using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Plenum.Engine.Shards;
using Plenum.Rtc;
using Plenum.Rtc.Crypto;
using Plenum.Rtc.OpenSsl;
using Plenum.Simulation.Clients;

namespace Plenum.WhepAudience;

/// <summary>An encoder and its players, on one thread, each with a socket of its own.</summary>
internal sealed class Audience : IDisposable
{
    private static readonly OpenSslCryptoProvider Crypto = new();
    private static readonly LocalCertificate Certificate = Crypto.GenerateCertificate();
    private static readonly TransportAddress Any = TransportAddress.Parse("127.0.0.1:0");

    private readonly HttpClient _http;
    private readonly string _room;
    private readonly int _receivers;
    private readonly MediaShard<AudienceHandler> _shard;
    private readonly AudienceHandler.Beat _beat = new();
    private readonly List<Uri> _sessions = [];
    private readonly SystemEntropy _entropy = new();

    public Audience(Uri server, string room, int receivers)
    {
        _http = new HttpClient { BaseAddress = server };
        _room = room;
        _receivers = receivers;
        _shard = new MediaShard<AudienceHandler>(
            new()
            {
                Name = "audience",
                Io = new() { Addresses = [] },
                OnFault = fault => Console.Error.WriteLine(fault.Exception),
            },
            _ => new AudienceHandler(_beat));
        _shard.Start();
    }

    public async Task JoinAsync()
    {
        await OpenAsync("whip", client => client.Publish(camera: true, microphone: true));
        for (var number = 0; number < _receivers; number++)
            await OpenAsync("whep", client => client.AddSlots(1, 1));
    }

    public async Task LeaveAsync()
    {
        foreach (var session in _sessions)
            (await _http.DeleteAsync(session)).EnsureSuccessStatusCode();
    }

    public Figures Count() => On(() =>
    {
        var video = _beat.Players.Select(player => player.Video["v0"]).ToList();
        var audio = _beat.Players.Select(player => player.Audio["a0"]).ToList();
        return new Figures(
            _beat.Players.Count(player => player.IsConnected),
            video.Count(slot => slot.Frames > 0),
            video.Sum(slot => (long)slot.Frames),
            video.Min(slot => slot.Frames),
            audio.Sum(slot => (long)slot.Packets),
            video.Sum(slot => slot.Bytes) / 1_000_000,
            video.Sum(slot => (long)slot.Lost) + audio.Sum(slot => slot.Gaps),
            video.Sum(slot => slot.Breaks),
            video.Sum(slot => slot.Violations.Count));
    });

    public void Dispose()
    {
        _shard.Dispose();
        _http.Dispose();
    }

    private async Task OpenAsync(string kind, Action<SfuClient> shape)
    {
        var client = new SfuClient(new()
        {
            Crypto = Crypto,
            Certificate = Certificate,
            Entropy = _entropy,
            Sink = _shard.Sender,
            WallClock = ShardClock.WallClock,
            Number = 1,
        });
        shape(client);
        using var content = new StringContent(client.CreateOffer(), Encoding.UTF8, new MediaTypeHeaderValue("application/sdp"));
        using var created = await _http.PostAsync($"/{kind}/{_room}", content);
        var answer = await created.Content.ReadAsStringAsync();
        if (!created.IsSuccessStatusCode)
            throw new InvalidOperationException($"{created.StatusCode}: {answer}");

        _sessions.Add(created.Headers.Location!);
        On(() =>
        {
            var peer = _shard.Add(client.Peer, client.Ice);
            peer.Tag = client;
            client.Ice.AddLocalAddress(_shard.OpenSocket(peer, Any), _shard.Now);
            client.TakeAnswer(answer, _shard.Now);
            _shard.Touch(peer);
            if (kind == "whip")
                _beat.Encoder = client;
            else
                _beat.Players.Add(client);
            return true;
        });
    }

    private T On<T>(Func<T> function)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _shard.Post(() => done.SetResult(function()));
        return done.Task.GetAwaiter().GetResult();
    }

    private sealed class SystemEntropy : IEntropy
    {
        public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
    }
}
