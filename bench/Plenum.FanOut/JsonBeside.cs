using System.Diagnostics;
using Plenum.Rooms;

namespace Plenum.FanOut;

/// <summary>
/// Signalling beside the shard: a thread that does so many messages a second in so many rooms as the server does them,
/// which makes garbage that stops the process when it is collected.
/// </summary>
internal sealed class JsonBeside : IDisposable
{
    private readonly SignalingRoom[] _rooms;
    private readonly Thread _thread;
    private readonly int _perSecond;
    private readonly bool _onlyChat;
    private volatile bool _stopping;
    private long _messages;
    private long _allocated;

    public JsonBeside(int perSecond, int rooms, bool onlyChat)
    {
        _rooms = [.. Enumerable.Range(0, rooms).Select(number => new SignalingRoom(RoomName.Parse($"room{number}")))];
        _perSecond = perSecond;
        _onlyChat = onlyChat;
        GC.Collect();
        _thread = new Thread(Run) { IsBackground = true, Name = "signalling" };
        _thread.Start();
    }

    public long Messages => Interlocked.Read(ref _messages);

    /// <summary>Managed bytes that the messages took; read after <see cref="Dispose"/>.</summary>
    public long AllocatedBytes => _allocated;

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
            }

            Thread.Sleep(1);
        }

        _allocated = GC.GetAllocatedBytesForCurrentThread();
    }
}
