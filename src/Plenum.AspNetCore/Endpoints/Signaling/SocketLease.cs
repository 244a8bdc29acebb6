using System.Net;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>A socket's place among those that are allowed.</summary>
internal sealed class SocketLease(SocketLimiter limiter, IPAddress network) : IDisposable
{
    private int _joined;

    public void Joined()
    {
        if (Interlocked.Exchange(ref _joined, 1) == 0)
            limiter.NoLongerPending();
    }

    public void Dispose()
    {
        Joined();
        limiter.Gone(network);
    }
}
