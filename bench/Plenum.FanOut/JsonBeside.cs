using System.Diagnostics;
using Plenum.Rooms;

namespace Plenum.FanOut;

/// <summary>
/// Signalling beside the shard: a thread that does so many messages a second in so many rooms as the server does them,
/// and notes how long the collections that it causes stop the process.
/// </summary>
internal sealed class JsonBeside : IDisposable
{
    private readonly SignalingRoom[] _rooms;
    private readonly List<(double Milliseconds, int Generation)> _pauses = [];
    private readonly Thread _thread;
    private readonly int _perSecond;
    private readonly bool _onlyChat;
    private volatile bool _stopping;
    private long _messages;
    private int _collections;

    public JsonBeside(int perSecond, int rooms, bool onlyChat)
    {
        _rooms = [.. Enumerable.Range(0, rooms).Select(number => new SignalingRoom(RoomName.Parse($"room{number}")))];
        _perSecond = perSecond;
        _onlyChat = onlyChat;
        GC.Collect();
        _collections = GC.CollectionCount(0);
        _thread = new Thread(Run) { IsBackground = true, Name = "signalling" };
        _thread.Start();
    }

    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Each pause, longest first; read after <see cref="Dispose"/>.</summary>
    public IReadOnlyList<(double Milliseconds, int Generation)> Pauses => [.. _pauses.OrderDescending()];

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
                _rooms[_messages % _rooms.Length].Exchange(_onlyChat ? 0 : _messages / _rooms.Length);
                _messages++;
                NotePauses();
            }

            Thread.Sleep(1);
        }
    }

    private void NotePauses()
    {
        var collections = GC.CollectionCount(0);
        if (collections == _collections)
            return;
        _collections = collections;
        var collection = GC.GetGCMemoryInfo(GCKind.Any);
        foreach (var pause in collection.PauseDurations)
        {
            if (pause > TimeSpan.Zero)
                _pauses.Add((pause.TotalMilliseconds, collection.Generation));
        }
    }
}
