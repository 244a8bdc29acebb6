using System.Diagnostics;
using System.Text.Json;
using Plenum.Protocol;

namespace Plenum.FanOut;

/// <summary>
/// Signalling beside the shard: a thread that reads and writes so many messages a second, keeps each for a moment as a
/// session's event log does, and notes how long the collections that it causes stop the process.
/// </summary>
internal sealed class JsonBeside : IDisposable
{
    private readonly ServerMessage?[] _kept;
    private readonly List<double> _pauses = [];
    private readonly Thread _thread;
    private readonly int _perSecond;
    private volatile bool _stopping;
    private long _messages;
    private int _collections;

    public JsonBeside(int perSecond, int kept)
    {
        _kept = new ServerMessage?[kept];
        _perSecond = perSecond;
        _collections = GC.CollectionCount(0);
        _thread = new Thread(Run) { IsBackground = true, Name = "signalling" };
        _thread.Start();
    }

    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Milliseconds of each pause, longest first; read after <see cref="Dispose"/>.</summary>
    public IReadOnlyList<double> Pauses => [.. _pauses.OrderDescending()];

    public void Dispose()
    {
        _stopping = true;
        _thread.Join();
    }

    private void Run()
    {
        var clock = Stopwatch.StartNew();
        while (!_stopping)
        {
            while (_messages < clock.Elapsed.TotalSeconds * _perSecond)
            {
                Exchange((int)(_messages % _kept.Length));
                _messages++;
                NotePauses();
            }

            Thread.Yield();
        }
    }

    private void Exchange(int slot)
    {
        ServerMessage sent = new ServerMessage.Event
        {
            Seq = _messages,
            Body = new RoomEvent.ChatReceived
            {
                Message = new()
                {
                    Id = _messages,
                    Participant = "abcdefghijkl",
                    Name = "Somebody",
                    Text = new string('x', 200),
                    At = DateTimeOffset.UnixEpoch,
                },
            },
        };
        var bytes = JsonSerializer.SerializeToUtf8Bytes(sent, WireJson.Default.ServerMessage);
        _kept[slot] = JsonSerializer.Deserialize(bytes, WireJson.Default.ServerMessage);
    }

    private void NotePauses()
    {
        var collections = GC.CollectionCount(0);
        if (collections == _collections)
            return;
        _collections = collections;
        foreach (var pause in GC.GetGCMemoryInfo(GCKind.Any).PauseDurations)
        {
            if (pause > TimeSpan.Zero)
                _pauses.Add(pause.TotalMilliseconds);
        }
    }
}
