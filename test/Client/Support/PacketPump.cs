using Plenum.Rtc.Rtp;

namespace Plenum.Client.Tests.Support;

/// <summary>Sends RTP packets of sound at their pace, the number in the second byte of the payload.</summary>
internal sealed class PacketPump : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;

    public PacketPump(LocalTrack track) => _running = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        for (ushort number = 0; !_stop.IsCancellationRequested; number++)
        {
            var payload = Frames.Opus(number % 256);
            var packet = new byte[RtpHeader.FixedLength + payload.Length];
            RtpHeaderWriter.Write(packet, 96, false, (ushort)(65_530 + number), number * 960u, new(1));
            payload.CopyTo(packet, RtpHeader.FixedLength);
            track.SendPacket(packet, Pump.Level);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    });

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }
}
