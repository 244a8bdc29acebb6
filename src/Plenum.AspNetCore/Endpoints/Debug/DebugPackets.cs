namespace Plenum.AspNetCore.Endpoints.Debug;

/// <summary>What went through the SFU's sockets since the start.</summary>
/// <param name="Received">Datagrams.</param>
/// <param name="ReceivedBytes">Their bytes.</param>
/// <param name="Sent">Datagrams.</param>
/// <param name="SentBytes">Their bytes.</param>
/// <param name="Forwarded">Media packets, one for each receiver.</param>
/// <param name="Repeated">Media packets sent again.</param>
/// <param name="KeyFramesRequested">Of publishers.</param>
internal sealed record DebugPackets(
    long Received, long ReceivedBytes, long Sent, long SentBytes, long Forwarded, long Repeated, long KeyFramesRequested);
