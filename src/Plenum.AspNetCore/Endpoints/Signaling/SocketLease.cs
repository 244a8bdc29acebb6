using System.Net;

namespace Plenum.AspNetCore.Endpoints.Signaling;

/// <summary>A socket's place among those that are allowed.</summary>
internal sealed class SocketLease(SocketLimiter limiter, IPAddress network) : IDisposable
{
    private bool _joined;

    public void Joined()
    {
        if (!_joined)
            limiter.NoLongerPending();

        _joined = true;
    }

    public void Dispose()
    {
        Joined();
        limiter.Gone(network);
    }
}
