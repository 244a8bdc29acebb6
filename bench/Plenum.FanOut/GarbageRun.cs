using System.Globalization;
using Plenum.Rooms;

namespace Plenum.FanOut;

/// <summary>What a signalling message allocates, by its kind and by the stages of its way through the server.</summary>
internal static class GarbageRun
{
    private const int WarmUp = 20_000;
    private const int Messages = 48_000;

    public static void Run()
    {
        var room = new SignalingRoom(RoomName.Parse("garbage"));
        for (var number = 0; number < WarmUp; number++)
            room.Exchange(number / SignalingRoom.Members);
        var stages = SignalingRoom.Kinds.Select(_ => new Stages()).ToList();
        for (var number = 0; number < Messages; number++)
        {
            var kind = number / SignalingRoom.Members % stages.Count;
            room.Exchange(kind, stages[kind]);
        }

        Console.WriteLine($"bytes a message: {string.Join(", ", Stages.Names)}, all");
        foreach (var (name, stage) in SignalingRoom.Kinds.Zip(stages))
            Print(name, stage.Bytes, Messages / stages.Count);
        Print("all", [.. Stages.Names.Index().Select(name => stages.Sum(stage => stage.Bytes[name.Index]))], Messages);
    }

    private static void Print(string name, IReadOnlyList<long> bytes, int messages) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name}: {string.Join(", ", bytes.Select(stage => stage / messages))}, {bytes.Sum() / messages}"));
}
