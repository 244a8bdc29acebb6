using System.Net;

namespace Plenum.AspNetCore.Access;

/// <summary>A connection's place among those that are allowed.</summary>
internal sealed class ConnectionLease(ConnectionLimiter limiter, IPAddress network) : IDisposable
{
    private int _joined;
    private int _gone;

    public void Joined()
    {
        if (Interlocked.Exchange(ref _joined, 1) == 0)
            limiter.NoLongerPending();
    }

    public void Dispose()
    {
        Joined();
        if (Interlocked.Exchange(ref _gone, 1) == 0)
            limiter.Gone(network);
    }
}
