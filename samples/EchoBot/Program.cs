if (args is not [var server, var room, ..])
{
    Console.Error.WriteLine("Usage: EchoBot SERVER ROOM [TOKEN], for example: EchoBot http://localhost:8080 team");
    return 1;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await EchoBot.RunAsync(
    new() { Server = new(server), Room = room, Token = args.ElementAtOrDefault(2), Name = "Echo" }, stop.Token);
return 0;
