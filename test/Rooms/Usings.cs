global using static Plenum.Rooms.RoomCommand;
global using Lock = Plenum.Rooms.RoomCommand.Lock;
