@echo off
rem Starts Engram with the Java of JAVA_HOME, or else the one on the PATH.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%JAVA%" goto nojava
set "VECTOR=--add-modules jdk.incubator.vector"
if "%ENGRAM_VECTOR%"=="off" set "VECTOR="
"%JAVA%" -XX:+UseSerialGC -XX:PerMethodTrapLimit=10000 --enable-native-access=ALL-UNNAMED %VECTOR% -Xlog:disable -Xlog:all=error:stderr %ENGRAM_JAVA_OPTIONS% "-Dengram.home=%HOME_DIR%" -cp "%HOME_DIR%\lib\*" dev.engram.app.Main %*
rem 9009 is the shell's exit code for a command that does not exist.
if %ERRORLEVEL% equ 9009 goto nojava
exit /b %ERRORLEVEL%
:nojava
echo engram: no Java found; install JDK 17 or later, or set JAVA_HOME 1>&2
exit /b 2
